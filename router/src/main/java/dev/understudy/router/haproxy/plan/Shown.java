package dev.understudy.router.haproxy.plan;

import java.util.Map;

/**
 * What HAProxy shows of a backend.
 *
 * @param servers by name
 */
public record Shown(Map<String, Server> servers) {

    public Shown {
        servers = Map.copyOf(servers);
    }

    /**
     * One server.
     *
     * @param ip numeric, as HAProxy writes it; empty where it has none
     * @param port 0 where it has none
     * @param admission what its administrator wants of it
     * @param backup whether it is used only where no other is
     * @param sessions established, or on their way to it
     */
    public record Server(String name, String ip, int port, Admission admission, boolean backup, long sessions) {}

    /** Whether a server is meant to take connections. Its own health is another matter. */
    public enum Admission {
        READY,
        DRAIN,
        MAINT
    }
}
