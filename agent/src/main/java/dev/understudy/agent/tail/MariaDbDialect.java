package dev.understudy.agent.tail;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * MariaDB 11. Seen on 11.4.5: a GTID event (162) is the number in 8 bytes, the domain in 4, flags in 1; the server is the
 * event's own. It takes the place of BEGIN; a standalone one is ended by its statement.
 */
final class MariaDbDialect implements Dialect {

    private static final int STANDALONE = 0x01;
    private static final int PREPARED_XA = 0x40;
    private static final int COMPLETED_XA = 0x80;
    private static final int COUNT_BITS = 0x0FFF_FFFF;
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    @Override
    public boolean isGtid(int type) {
        return type == LogEvent.MARIADB_GTID;
    }

    @Override
    public boolean isPrevious(int type) {
        return type == LogEvent.MARIADB_GTID_LIST;
    }

    @Override
    public int gtidSize() {
        return 13;
    }

    @Override
    public GtidEvent gtid(LogEvent event, ByteBuffer body) {
        long number = body.getLong();
        String origin = (body.getInt() & LOW_32_BITS) + "-" + event.serverId();
        int flags = body.get();
        return new GtidEvent(
                origin,
                number,
                origin + "-" + number,
                (flags & STANDALONE) != 0,
                (flags & (PREPARED_XA | COMPLETED_XA)) != 0);
    }

    /** The list has one entry for each domain and server; the last of a domain is where the domain stands. */
    @Override
    public String previous(ByteBuffer body) {
        int count = body.getInt() & COUNT_BITS;
        Positions positions = new Positions();
        for (int i = 0; i < count; i++) {
            long domain = body.getInt() & LOW_32_BITS;
            long server = body.getInt() & LOW_32_BITS;
            positions.at(domain + "", domain + "-" + server + "-" + body.getLong());
        }
        return positions.text();
    }

    @Override
    public RunningSet running() {
        return new Positions();
    }

    /** The GTID event says it already. */
    @Override
    public boolean opens(String statement) {
        return false;
    }

    @Override
    public boolean isAlone(GtidEvent gtid, boolean inside) {
        return gtid.standalone();
    }

    @Override
    public String obstacle(int type) {
        return type >= LogEvent.MARIADB_QUERY_COMPRESSED && type <= LogEvent.MARIADB_LAST_COMPRESSED
                ? "it is compressed (log_bin_compress)"
                : "";
    }

    /** By domain, the newest transaction. */
    private static final class Positions implements RunningSet {

        private final Map<String, String> domains = new LinkedHashMap<>();

        void at(String domain, String gtid) {
            domains.put(domain, gtid);
        }

        @Override
        public void add(GtidEvent transaction) {
            String origin = transaction.origin();
            at(origin.substring(0, origin.indexOf('-')), transaction.gtid());
        }

        @Override
        public String text() {
            return String.join(",", domains.values());
        }
    }
}
