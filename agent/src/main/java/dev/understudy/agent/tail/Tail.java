package dev.understudy.agent.tail;

import java.util.List;

/**
 * The end of a binlog.
 *
 * @param transactions the whole transactions that are wanted, in order
 * @param finalSet all whole transactions of the log
 * @param note what is worth knowing of how it ends, in words
 */
record Tail(List<LoggedTransaction> transactions, String finalSet, String note) {
    Tail {
        transactions = List.copyOf(transactions);
    }
}
