package dev.understudy.agent.tail;

/**
 * Where one event stands in a binlog file: its header, without its body.
 *
 * @param type the event's type code
 * @param serverId who wrote it
 * @param size header and body and checksum, bytes
 * @param start where it begins in the file
 */
record LogEvent(int type, long serverId, int size, long start) {

    static final int HEADER = 19;

    static final int QUERY = 2;
    static final int STOP = 3;
    static final int ROTATE = 4;
    static final int FORMAT_DESCRIPTION = 15;
    static final int XID = 16;
    static final int HEARTBEAT = 27;
    static final int MYSQL_GTID = 33;
    static final int MYSQL_PREVIOUS_GTIDS = 35;
    static final int XA_PREPARE = 38;
    static final int MYSQL_PAYLOAD = 40;
    static final int MYSQL_TAGGED_GTID = 42;
    static final int MARIADB_CHECKPOINT = 161;
    static final int MARIADB_GTID = 162;
    static final int MARIADB_GTID_LIST = 163;
    static final int MARIADB_START_ENCRYPTION = 164;
    static final int MARIADB_QUERY_COMPRESSED = 165;
    static final int MARIADB_LAST_COMPRESSED = 171;

    long end() {
        return start + size;
    }
}
