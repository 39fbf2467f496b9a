package dev.understudy.binlog;

/**
 * Where one event stands in a binlog file: its header, without its body.
 *
 * @param type the event's type code
 * @param serverId who wrote it
 * @param size header and body and checksum, bytes
 * @param start where it begins in the file
 */
public record LogEvent(int type, long serverId, int size, long start) {

    public static final int HEADER = 19;

    public static final int QUERY = 2;
    public static final int STOP = 3;
    public static final int ROTATE = 4;
    public static final int FORMAT_DESCRIPTION = 15;
    public static final int XID = 16;
    public static final int HEARTBEAT = 27;
    public static final int MYSQL_GTID = 33;
    public static final int MYSQL_PREVIOUS_GTIDS = 35;
    public static final int XA_PREPARE = 38;
    public static final int MYSQL_PAYLOAD = 40;
    public static final int MYSQL_HEARTBEAT_V2 = 41;
    public static final int MYSQL_TAGGED_GTID = 42;
    public static final int MARIADB_CHECKPOINT = 161;
    public static final int MARIADB_GTID = 162;
    public static final int MARIADB_GTID_LIST = 163;
    public static final int MARIADB_START_ENCRYPTION = 164;
    public static final int MARIADB_QUERY_COMPRESSED = 165;
    public static final int MARIADB_LAST_COMPRESSED = 171;

    public long end() {
        return start + size;
    }
}
