package dev.understudy.recovery.changelog;

import java.util.List;

/**
 * A whole transaction of the primary.
 *
 * @param gtid its id
 * @param changes in the order of the binlog
 * @param nextOffset the changelog offset after its last record
 * @param at when the primary committed it, ms by its clock; 0 if unknown
 * @param bytes how large its rows' records are; 0 if unknown
 */
public record SourceTransaction(String gtid, List<Change> changes, long nextOffset, long at, long bytes) {

    /** Of an unknown size. */
    public SourceTransaction(String gtid, List<Change> changes, long nextOffset, long at) {
        this(gtid, changes, nextOffset, at, 0);
    }

    public SourceTransaction {
        changes = List.copyOf(changes);
    }

    /** The same with other changes. */
    public SourceTransaction with(List<Change> others) {
        return new SourceTransaction(gtid, others, nextOffset, at, bytes);
    }

    /** CREATE TABLE ... SELECT: a statement, and then the rows that it brought. */
    public boolean fillsWhatItMakes() {
        return changes.size() > 1
                && changes.get(0) instanceof Change.Ddl
                && changes.get(changes.size() - 1) instanceof Change.Row;
    }

    /** DDL commits by itself, and raw events change the session: neither shares a transaction with rows. */
    public boolean standsAlone() {
        return changes.stream()
                .anyMatch(change -> change instanceof Change.Ddl
                        || change instanceof Change.Raw
                        || change instanceof Change.Truncate);
    }
}
