package dev.understudy.router.haproxy.plan;

/** What HAProxy can be told of one server. Telling it twice does no more than once. */
public sealed interface Command {

    String server();

    /** As HAProxy's runtime API takes it, without the end of the line. */
    String text(String backend);

    /** It gets no new connections, not those either that would stick to it; what is established stays. */
    record Maintain(String server) implements Command {
        @Override
        public String text(String backend) {
            return "set server " + backend + "/" + server + " state maint";
        }
    }

    /** It gets no new connections but those that stick to it; what is established stays. */
    record Drain(String server) implements Command {
        @Override
        public String text(String backend) {
            return "set server " + backend + "/" + server + " state drain";
        }
    }

    /** What is established to it ends. */
    record EndSessions(String server) implements Command {
        @Override
        public String text(String backend) {
            return "shutdown sessions server " + backend + "/" + server;
        }
    }

    /**
     * It is somewhere else from now on.
     *
     * @param ip numeric
     * @param port 1 to 65535
     */
    record SetAddress(String server, String ip, int port) implements Command {
        @Override
        public String text(String backend) {
            return "set server " + backend + "/" + server + " addr " + ip + " port " + port;
        }
    }

    /** It may get connections. */
    record MakeReady(String server) implements Command {
        @Override
        public String text(String backend) {
            return "set server " + backend + "/" + server + " state ready";
        }
    }
}
