package dev.understudy.recovery.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The cluster's servers by name: those of the configuration in its order, and then those that were added. Thread-safe. */
public final class Servers implements AutoCloseable {

    private volatile Map<String, Server> byName;

    public Servers(Map<String, Server> byName) {
        this.byName = new LinkedHashMap<>(byName);
    }

    /** As they are at this moment. */
    public Map<String, Server> byName() {
        return Collections.unmodifiableMap(byName);
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

    public synchronized void add(Server server) {
        Map<String, Server> more = new LinkedHashMap<>(byName);
        more.put(server.node(), server);
        byName = more;
    }

    /** Closes it, too. */
    public synchronized void remove(String node) {
        Map<String, Server> fewer = new LinkedHashMap<>(byName);
        Server server = fewer.remove(node);
        byName = fewer;
        if (server != null) {
            server.close();
        }
    }

    @Override
    public void close() {
        byName.values().forEach(Server::close);
    }
}
