package dev.understudy.events;

/** The names of the topics. Their policies are in {@link TopicPolicy}. */
public final class Topics {

    public static final String HEARTBEATS = "understudy.heartbeats";
    public static final String FAULTS = "understudy.faults";
    public static final String RECOVERIES = "understudy.recoveries";
    public static final String ROUTES = "understudy.routes";
    public static final String MAINTENANCE = "understudy.maintenance";
    public static final String LEASES = "understudy.leases";
    public static final String COMMANDS = "understudy.commands";

    /** The one key of a topic whose single partition is an order of everything in it. */
    public static final String CONSTANT_KEY = "log";

    private Topics() {}

    /** Rows, transaction boundaries and DDL in binlog order; epoch markers and the raw tail. One partition. */
    public static String changelog(String cluster) {
        return "understudy." + cluster + ".changelog";
    }

    /** Raw binlog events: a rescued tail, and in zero-loss mode every commit. One partition. */
    public static String journal(String cluster) {
        return "understudy." + cluster + ".journal";
    }

    /** What an old primary holds and the cluster does not. */
    public static String divergent(String cluster) {
        return "understudy." + cluster + ".divergent";
    }

    /** Debezium's own record of the DDL that it has seen. */
    public static String schemaHistory(String cluster) {
        return "understudy." + cluster + ".schema-history";
    }
}
