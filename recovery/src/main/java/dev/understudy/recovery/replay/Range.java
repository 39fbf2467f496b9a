package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.sql.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Neighbouring transactions of the primary that become one of the standby.
 *
 * @param number counts the ranges of a replay up, from 1
 * @param after the last range that must be committed before this one begins; 0 for none
 * @param transactions in the log's order, of rows only
 * @param position where the standby is when it is committed
 * @param shapes the tables that its rows belong to
 */
record Range(
        long number,
        long after,
        List<SourceTransaction> transactions,
        Position position,
        Map<TableName, TableShape> shapes) {

    Range {
        transactions = List.copyOf(transactions);
        shapes = Map.copyOf(shapes);
    }

    List<Change.Row> rows() {
        List<Change.Row> rows = new ArrayList<>();
        for (SourceTransaction transaction : transactions) {
            for (Change change : transaction.changes()) {
                rows.add((Change.Row) change);
            }
        }
        return rows;
    }

    /** When the primary committed the last of them; 0 if unknown. */
    long at() {
        return transactions.get(transactions.size() - 1).at();
    }

    /** For a person. */
    String where() {
        return where(transactions);
    }

    static String where(List<SourceTransaction> transactions) {
        String first = transactions.get(0).gtid();
        String last = transactions.get(transactions.size() - 1).gtid();
        return transactions.size() == 1
                ? " (transaction " + first + ")"
                : " (transactions " + first + " to " + last + ")";
    }
}
