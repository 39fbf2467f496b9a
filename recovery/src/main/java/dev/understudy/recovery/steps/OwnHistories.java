package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.OwnHistory;
import dev.understudy.recovery.server.Server;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each server had executed by itself when it became a standby. What is replayed into it leaves no trace there, so any change is
 * somebody's write to a standby: also where its number looks as if the cluster had it, as on MariaDB. Kept on the server too, for the
 * next owner. Thread-safe.
 */
public final class OwnHistories {

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(TransactionSet executed, long atNanos) {}

    /** It is a standby from here on. */
    void begin(Server server, TransactionSet executed) throws SQLException {
        server.asOwner(connection -> {
            OwnHistory.write(connection, executed);
            return true;
        });
        known.put(server.node(), new Known(executed, System.nanoTime()));
    }

    /** It goes on being one. */
    void goOn(Server server, TransactionSet executed) throws SQLException {
        if (server.read(OwnHistory::read).isEmpty()) {
            begin(server, executed);
        }
        known.put(server.node(), new Known(executed, System.nanoTime()));
    }

    /** Whether it wrote by itself since it became a standby. */
    boolean wrote(Server server, TransactionSet executed) throws SQLException {
        return server.read(OwnHistory::read)
                .filter(before -> !before.equals(OwnHistory.digest(executed)))
                .isPresent();
    }

    /**
     * What a standby wrote by itself.
     *
     * @param executed what its agent says that it has executed
     * @param ageMillis how long ago that was said
     * @param applied what was replayed into it
     * @return for a person; empty for nothing, or where it is not known
     */
    public String errant(String node, TransactionSet executed, long ageMillis, TransactionSet applied) {
        Known before = known.get(node);
        if (before == null || System.nanoTime() - before.atNanos() < ageMillis * 1_000_000) {
            return "";
        }
        TransactionSet strange = executed.minus(applied);
        if (!strange.isEmpty()) {
            return strange.text();
        }
        return executed.equals(before.executed()) ? "" : "in its own binlog, which is now at " + executed.text();
    }
}
