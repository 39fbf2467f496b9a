package dev.understudy.orders.bank;

import java.util.List;
import java.util.Optional;

/** What the clients of one round were told. */
public record BankLog(int round, List<Transfer> transfers) {

    /** What a client knows of its transfer. */
    public enum Outcome {
        /** The COMMIT was answered. */
        ACKNOWLEDGED,
        /** The COMMIT was sent and not answered: it may be there or not. */
        UNKNOWN,
        /** No COMMIT was sent: it is not there. */
        NEVER_SENT
    }

    /**
     * One transfer.
     *
     * @param id unique over all rounds
     * @param movements how many rows it makes
     * @param commitNanos when its COMMIT was sent, {@link System#nanoTime}; 0 where it was not
     * @param endNanos when the client had its answer, or gave up
     * @param gtid the transaction's, as the server named it with its answer; empty where it did not
     */
    public record Transfer(
            long id, int movements, Outcome outcome, long commitNanos, long endNanos, Optional<String> gtid) {}

    public BankLog {
        transfers = List.copyOf(transfers);
    }

    public long count(Outcome outcome) {
        return transfers.stream()
                .filter(transfer -> transfer.outcome() == outcome)
                .count();
    }

    /** The longest time between two answers, over all clients together, ms; 0 for fewer than two. */
    public double longestGapMillis() {
        long[] answers = transfers.stream()
                .filter(transfer -> transfer.outcome() == Outcome.ACKNOWLEDGED)
                .mapToLong(Transfer::endNanos)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < answers.length; i++) {
            longest = Math.max(longest, answers[i] - answers[i - 1]);
        }
        return longest / 1e6;
    }
}
