package dev.understudy.recovery.owner;

import dev.understudy.events.ChangelogRecord;
import dev.understudy.recovery.plan.Ledger;
import java.util.List;
import java.util.function.LongFunction;

/** The cluster's audit trail, as its one owner writes and reads it. */
public interface Trail {

    /** Counts the owners: a newer one's is higher. */
    long term();

    /** This instance's name. */
    String owner();

    /** What has been done, this instance's own records included. */
    Ledger ledger();

    /**
     * Leaves records to the next transaction, which begins with them; {@link #ledger} knows them at once. For what nobody else need know, and no successor
     * would miss, until that: each transaction on the heels of another waits for it.
     */
    void carry(Batch batch);

    /**
     * Writes what is carried, where anything is.
     *
     * @throws Superseded where a successor holds the cluster
     */
    void settle();

    /**
     * Writes these records in one transaction; after the return they are committed.
     *
     * @throws Superseded where a successor holds the cluster
     */
    void commit(Batch batch);

    /**
     * Writes records to the changelog, and steps that are made once the offset of the last one is known, in one transaction.
     *
     * @param after makes the rest of the transaction from that offset
     * @throws Superseded where a successor holds the cluster
     */
    void commitToChangelog(List<? extends ChangelogRecord> records, LongFunction<Batch> after);
}
