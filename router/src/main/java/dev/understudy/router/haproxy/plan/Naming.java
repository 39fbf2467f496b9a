package dev.understudy.router.haproxy.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What HAProxy calls the nodes.
 *
 * @param servers by node; a node that is not named has its own name there
 * @param hold the server that takes whoever has to wait
 */
public record Naming(Map<String, String> servers, String hold) {

    /** What HAProxy takes as a name; nothing else gets into a command. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    /**
     * @throws IllegalArgumentException where two nodes have one server, or a name cannot be one
     */
    public Naming {
        servers = Map.copyOf(servers);
        Map<String, String> nodes = new HashMap<>();
        for (Map.Entry<String, String> entry : servers.entrySet()) {
            requireName("servers." + entry.getKey(), entry.getValue());
            String other = nodes.put(entry.getValue(), entry.getKey());
            if (other != null || entry.getValue().equals(hold)) {
                throw new IllegalArgumentException(
                        "the server " + entry.getValue() + " is given twice: each node and hold need their own");
            }
        }
        requireName("hold", hold);
    }

    /**
     * @throws IllegalArgumentException where HAProxy has no such names
     */
    public static void requireName(String key, String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    key + ": a name in HAProxy has letters, digits, '-', '_', '.' and ':', not '" + name + "'");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    String server(String node) {
        return servers.getOrDefault(node, node);
    }

    /** The node behind a server; its own name where no other is given. */
    String node(String server) {
        return servers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(server))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(server);
    }
}
