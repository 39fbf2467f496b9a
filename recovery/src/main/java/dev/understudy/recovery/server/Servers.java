package dev.understudy.recovery.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** The cluster's servers by name, in the configuration's order. */
public record Servers(Map<String, Server> byName) implements AutoCloseable {

    public Servers {
        byName = new LinkedHashMap<>(byName);
    }

    /**
     * @throws IllegalArgumentException where there is no such node
     */
    public Server get(String node) {
        Server server = byName.get(node);
        if (server == null) {
            throw new IllegalArgumentException("there is no node '" + node + "'; there are " + byName.keySet());
        }
        return server;
    }

    @Override
    public void close() {
        byName.values().forEach(Server::close);
    }
}
