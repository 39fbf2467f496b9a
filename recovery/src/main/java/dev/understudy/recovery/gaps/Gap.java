package dev.understudy.recovery.gaps;

import dev.understudy.recovery.changelog.Change.TableName;
import java.util.Optional;

/**
 * Rows of one table that a copy does not hold yet: those whose key lies in a span, or all of them.
 *
 * @param id names it on the server
 * @param table whose rows
 * @param number the table's number in the storage engine there, which it keeps when it is renamed; 0 if unknown
 * @param key the column whose values are told apart; empty where all of the table is missing and has to come in one piece
 * @param span of the column's values
 */
public record Gap(long id, TableName table, long number, Optional<Key> key, KeySpan span) {

    /**
     * A whole-number column that the primary key begins with.
     *
     * @param unsignedBits how wide its numbers are, where negative ones of the log stand for large ones; 0 where they do not
     */
    public record Key(String column, int unsignedBits) {}

    /** Whether nothing of the table is there. */
    public boolean isWhole() {
        return key.isEmpty();
    }
}
