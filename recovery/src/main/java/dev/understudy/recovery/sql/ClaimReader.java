package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
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
        long table = KeyHash.mix(shape.name().hashCode());
        if (!shape.hasKey()) {
            claims.alone(table);
            return;
        }
        claims.shared(table);
        TableWriter writer = writers.get(shape.name());
        if (writer == null || writer.shape() != shape) {
            writer = new TableWriter(shape);
            writers.put(shape.name(), writer);
        }
        for (UniqueKey unique : shape.uniques()) {
            value(writer, unique, row.before(), claims);
            value(writer, unique, row.after(), claims);
        }
    }

    private static void value(TableWriter writer, UniqueKey unique, @Nullable RowImage row, Claims claims) {
        if (row == null) {
            return;
        }
        KeyHash hash = KeyHash.of(writer, unique, row);
        if (hash.isNone()) {
            return;
        }
        boolean exact = !unique.parts().isEmpty()
                && unique.parts().stream().allMatch(part -> part.exact() && part.length() == null);
        long index = KeyHash.mix(writer.shape().name().hashCode() * 31L + unique.name().hashCode() + 1);
        if (hash.isAny()) {
            claims.alone(index);
        } else {
            claims.alone(hash.value());
            if (!exact) {
                // Others may hold what cannot be told from this.
                claims.shared(index);
            }
        }
    }
}
