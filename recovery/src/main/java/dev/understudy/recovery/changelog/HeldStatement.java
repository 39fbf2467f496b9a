package dev.understudy.recovery.changelog;

import dev.understudy.engine.TransactionSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statement that was read last. It may come as several records (DROP TABLE a, b), or go on with rows (CREATE TABLE ... SELECT):
 * it is kept until another transaction shows. Not thread-safe.
 */
final class HeldStatement {

    private Unfinished.@Nullable Statement statement;

    /** What the next record makes of it. */
    enum Fate {
        /** It may still go on. */
        HELD,
        /** These are its rows. */
        FILLED,
        WHOLE,
        /** It is not to be had whole from what came. */
        TORN
    }

    boolean isEmpty() {
        return statement == null;
    }

    Optional<String> gtid() {
        return Optional.ofNullable(statement).map(held -> held.gtid);
    }

    void begin(Unfinished.Statement begun) {
        statement = begun;
    }

    void add(Change.Ddl change) {
        if (statement != null && !statement.changes.contains(change)) {
            statement.changes.add(change);
        }
    }

    /** It is held no longer. */
    Unfinished.Statement take() {
        Unfinished.Statement taken = statement;
        if (taken == null) {
            throw new IllegalStateException("no statement is held");
        }
        statement = null;
        return taken;
    }

    /**
     * @param received tells the servers that wrote a transaction apart, and reads a marker's cut
     */
    Fate at(LogEntry next, TransactionSet received) {
        Unfinished.Statement held = statement;
        if (held == null || goesOn(held, next) || isBesides(held, next, received)) {
            return Fate.HELD;
        }
        if (next instanceof LogEntry.Row row && row.gtid().equals(held.gtid)) {
            return Fate.FILLED;
        }
        return isTorn(held, next, received) ? Fate.TORN : Fate.WHOLE;
    }

    private static boolean goesOn(Unfinished.Statement held, LogEntry next) {
        return next instanceof LogEntry.Ddl more && more.gtid().equals(held.gtid);
    }

    /** What may stand between the records of one transaction: a heartbeat, or what an older connector sends of another server. */
    private static boolean isBesides(Unfinished.Statement held, LogEntry next, TransactionSet received) {
        String other = next instanceof LogEntry.Begin begin
                ? begin.gtid()
                : next instanceof LogEntry.End end ? end.gtid() : "";
        return next instanceof LogEntry.Nothing
                || next instanceof LogEntry.Foreign
                || (!other.isEmpty() && !received.originOf(other).equals(received.originOf(held.gtid)));
    }

    /** It comes again, rescued; or the log was sealed before its rows came, and the marker does not say that there are none. */
    private static boolean isTorn(Unfinished.Statement held, LogEntry next, TransactionSet received) {
        if (next instanceof LogEntry.Tail raw) {
            return raw.tail().transaction().gtid().equals(held.gtid);
        }
        return next instanceof LogEntry.Marker begins
                && held.mayGoOn()
                && !received.read(begins.marker().cut()).contains(held.gtid);
    }
}
