package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.RawTransaction;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A cluster's journal, for which commits wait: its end is what was acknowledged. */
public interface Journals {

    /**
     * How an epoch's journal came to its end.
     *
     * @param proven false where it was to stop before that
     * @param how in words
     */
    record Ended(boolean proven, String how) {}

    /**
     * The end of a journal.
     *
     * @param transactions those that the set lacks, whole, in the log's order
     * @param all the set, and these: everything that was acknowledged, or more
     */
    record Sealed(List<RawTransaction> transactions, TransactionSet all) {
        public Sealed {
            transactions = List.copyOf(transactions);
        }
    }

    /**
     * Called now and again while nothing is to be ended, so that an end finds as little as possible left to do.
     *
     * @param epoch the one whose commits wait
     * @param none the empty set, in the engine's notation
     */
    void keepUp(Epoch epoch, TransactionSet none);

    /**
     * Ends an epoch's journal: afterwards no commit of that epoch is acknowledged any more. May be interrupted and done again at any
     * place; the first seal counts.
     *
     * @param running false once it is to stop; then nothing is sealed
     */
    Ended end(Epoch epoch, String incident, BooleanSupplier running);

    /**
     * Reads a journal that was ended.
     *
     * @param after the set that is not wanted
     * @throws UnreadableJournal where the end is not sealed, damaged, lacks something, or does not reach back to the set
     */
    Sealed read(Epoch epoch, TransactionSet after) throws UnreadableJournal;
}
