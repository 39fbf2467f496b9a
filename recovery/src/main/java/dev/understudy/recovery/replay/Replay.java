package dev.understudy.recovery.replay;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import java.time.Duration;

/** Follows the changelog into one standby. Thread-safe; one thread of its own applies. */
public interface Replay extends AutoCloseable {

    String node();

    /** How far it is; never blocks. */
    Progress progress();

    /**
     * Waits until everything before this changelog offset is applied and committed.
     *
     * @param offset exclusive
     * @return false when the time is over, or the replay halted
     */
    boolean awaitApplied(long offset, Duration patience) throws InterruptedException;

    /** Stops applying; after the return nothing more is written. Idempotent. */
    @Override
    void close();

    /**
     * How far a replay is.
     *
     * @param state what it is doing
     * @param epoch the epoch that it reads
     * @param nextOffset the changelog offset of the next record to be applied
     * @param applied every source transaction that the standby holds
     * @param received every whole transaction that was read from the log, applied or not
     * @param held a statement that was read and may not be whole yet; empty for none
     * @param lagMillis how old the newest applied transaction was when it was committed here, by the primary's clock
     * @param voidRecords records of an older epoch's connector, counted and not applied
     * @param foreignRecords records that neither Debezium nor we have written, counted and passed over
     * @param reason why it halted; otherwise empty
     */
    record Progress(
            State state,
            Epoch epoch,
            long nextOffset,
            TransactionSet applied,
            TransactionSet received,
            String held,
            long lagMillis,
            long voidRecords,
            long foreignRecords,
            String reason) {}

    /** What a replay is doing. */
    enum State {
        STARTING,
        FOLLOWING,
        /** It met what it cannot apply faithfully, and stands still. */
        HALTED,
        /** A newer owner has taken the standby over. */
        FENCED,
        STOPPED
    }
}
