package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.RowImage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what rows need: each value of a unique key, before and after, for itself alone. A table without a key, and tables whose
 * rows the server changes by itself, are needed whole. Not thread-safe.
 */
public final class ClaimReader {

    /** All that is tied together by cascades is one thing. */
    private static final long CASCADES = KeyHash.mix(1);

    private final Map<TableName, TableWriter> writers = new HashMap<>();

    public void read(TableShape shape, Change.Row row, Claims claims) {
        if (shape.cascades()) {
            claims.alone(CASCADES);
            return;
        }
        TableWriter writer = writers.get(shape.name());
        if (writer == null || writer.shape() != shape) {
            writer = new TableWriter(shape);
            writers.put(shape.name(), writer);
        }
        if (!writer.isKeyed()) {
            claims.alone(writer.hash());
            return;
        }
        claims.shared(writer.hash());
        for (UniqueReader unique : writer.uniques()) {
            value(unique, row.before(), claims);
            value(unique, row.after(), claims);
        }
    }

    private static void value(UniqueReader unique, @Nullable RowImage row, Claims claims) {
        if (row == null) {
            return;
        }
        KeyHash hash = unique.read(row);
        if (hash.isNone()) {
            return;
        }
        if (hash.isAny()) {
            claims.alone(unique.hash());
            return;
        }
        claims.alone(hash.value());
        if (!unique.isExact()) {
            // Others may hold what cannot be told from this.
            claims.shared(unique.hash());
        }
    }
}
