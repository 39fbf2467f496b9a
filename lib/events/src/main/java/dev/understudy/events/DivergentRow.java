package dev.understudy.events;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row that an old primary changed beyond the point where the cluster cut its history off, and what the cluster holds in its place. Topic
 * {@link Topics#divergent}; the records of one {@link #reading} belong together, and count once a rejoin's record in
 * {@link Topics#RECOVERIES} names it. Rows are column names and values as text; a value that is no text is {@code 0x} and its bytes.
 *
 * @param cluster the cluster
 * @param node the old primary
 * @param epoch the epoch that cut its history off
 * @param reading tells apart what was read at different times
 * @param gtid the transaction, in the engine's own notation
 * @param kind what was done
 * @param table {@code schema.table}; the default schema of a statement
 * @param before the row as it was; null for an insert and a statement
 * @param after the row as it became; null for a delete and a statement
 * @param statement what was carried out; null for rows
 * @param holds the row of that key in the cluster when it was asked; null where there is none, or {@link #note} says why it is not known
 * @param note what is to be known about this record; may be empty
 */
public record DivergentRow(
        String cluster,
        String node,
        Epoch epoch,
        String reading,
        String gtid,
        Kind kind,
        String table,

        @JsonInclude(value = NON_NULL, content = ALWAYS) @Nullable
        Map<String, @Nullable String> before,

        @JsonInclude(value = NON_NULL, content = ALWAYS) @Nullable
        Map<String, @Nullable String> after,

        @Nullable String statement,

        @JsonInclude(value = NON_NULL, content = ALWAYS) @Nullable
        Map<String, @Nullable String> holds,

        String note)
        implements UnderstudyRecord {

    public enum Kind {
        INSERT,
        UPDATE,
        DELETE,
        /** DDL, or another statement. */
        STATEMENT
    }

    public DivergentRow {
        requireNonNull(cluster, "cluster");
        requireNonNull(node, "node");
        requireNonNull(epoch, "epoch");
        requireNonNull(reading, "reading");
        requireNonNull(gtid, "gtid");
        requireNonNull(kind, "kind");
        requireNonNull(table, "table");
        before = copy(before);
        after = copy(after);
        holds = copy(holds);
        note = note == null ? "" : note;
    }

    private static @Nullable Map<String, @Nullable String> copy(@Nullable Map<String, @Nullable String> row) {
        return row == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}
