package dev.understudy.binlog;

import dev.understudy.binlog.GtidEvent.Origin;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB 11; remembers the last origin, so used by one thread. Seen on 11.4.5: a GTID event (162) is the number in 8 bytes, the domain in 4, flags in 1; the server is the
 * event's own. It takes the place of BEGIN; a standalone one is ended by its statement.
 */
final class MariaDbDialect implements Dialect {

    private static final int STANDALONE = 0x01;
    private static final int PREPARED_XA = 0x40;
    private static final int COMPLETED_XA = 0x80;
    private static final int COUNT_BITS = 0x0FFF_FFFF;
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    private long lastDomain = -1;
    private long lastServer = -1;
    private Origin last = new Origin("", "", '-');

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
        long domain = body.getInt() & LOW_32_BITS;
        int flags = body.get();
        if (domain != lastDomain || event.serverId() != lastServer) {
            lastDomain = domain;
            lastServer = event.serverId();
            last = new Origin(domain + "-" + lastServer, Long.toString(domain), '-');
        }
        return new GtidEvent(last, number, (flags & STANDALONE) != 0, (flags & (PREPARED_XA | COMPLETED_XA)) != 0);
    }

    /** The list has one entry for each domain and server; the last of a domain is where the domain stands. */
    @Override
    public String previous(ByteBuffer body) {
        int count = body.getInt() & COUNT_BITS;
        Positions positions = new Positions();
        for (int i = 0; i < count; i++) {
            long domain = body.getInt() & LOW_32_BITS;
            long server = body.getInt() & LOW_32_BITS;
            Origin origin = new Origin(domain + "-" + server, Long.toString(domain), '-');
            positions.add(new GtidEvent(origin, body.getLong(), false, false));
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

        private final Map<String, GtidEvent> domains = new LinkedHashMap<>();
        private @Nullable GtidEvent newest;

        @Override
        public void add(GtidEvent transaction) {
            if (newest != null && newest.origin() != transaction.origin()) {
                domains.put(newest.origin().domain(), newest);
            }
            newest = transaction;
        }

        @Override
        public String text() {
            if (newest != null) {
                domains.put(newest.origin().domain(), newest);
            }
            return domains.values().stream().map(GtidEvent::gtid).collect(Collectors.joining(","));
        }
    }
}
