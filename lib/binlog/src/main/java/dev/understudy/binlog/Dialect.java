package dev.understudy.binlog;

import java.nio.ByteBuffer;

/** What differs between the two servers' binlogs. Used by one thread. */
public interface Dialect {

    /** Whether the event begins a transaction. */
    boolean isGtid(int type);

    /** Whether the event tells what lies before the file. */
    boolean isPrevious(int type);

    /** How much of a GTID event's body is looked at, bytes. */
    int gtidSize();

    GtidEvent gtid(LogEvent event, ByteBuffer body) throws UnreadableBinlog;

    /** The set of all transactions before the file, in the engine's own notation. */
    String previous(ByteBuffer body) throws UnreadableBinlog;

    /** Collects the transactions that follow. */
    RunningSet running();

    /** Whether a statement of this text, first in its transaction, says that more will come. */
    boolean opens(String statement);

    /**
     * Whether a statement is a whole transaction.
     *
     * @param inside whether one before it said that more would come
     */
    boolean isAlone(GtidEvent gtid, boolean inside);

    /** What can stand in the way of shipping an event of this type; empty if nothing. */
    String obstacle(int type);

    /**
     * @param engine {@code mysql} or {@code mariadb}
     */
    static Dialect of(String engine) {
        return "mariadb".equals(engine) ? new MariaDbDialect() : new MySqlDialect();
    }
}
