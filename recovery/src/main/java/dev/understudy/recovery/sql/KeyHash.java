package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Column;
import dev.understudy.recovery.sql.TableShape.Part;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a row holds of a unique key, as a number: rows that a server would call duplicates have the same one. Others may have it
 * too; that costs time and nothing else.
 *
 * @param value the number
 * @param isNone a NULL is in it: it is no duplicate of anything
 * @param isAny which texts a collation calls the same cannot be told here: it may be a duplicate of every other
 */
public record KeyHash(long value, boolean isNone, boolean isAny) {

    private static final KeyHash NONE = new KeyHash(0, true, false);
    private static final KeyHash ANY = new KeyHash(0, false, true);

    static KeyHash of(TableWriter table, UniqueKey unique, RowImage row) {
        if (unique.parts().isEmpty()) {
            return ANY;
        }
        long hash = mix(table.shape().name().hashCode() * 31L + unique.name().hashCode());
        boolean any = false;
        for (Part part : unique.parts()) {
            Optional<Column> column = table.shape().column(part.column());
            int place = row.place(part.column());
            if (place < 0 || column.isEmpty()) {
                // Not in the row, such as a computed column: the rest of the key decides alone.
                continue;
            }
            @Nullable Object value = row.value(place);
            if (value == null) {
                return NONE;
            }
            if (part.exact() && part.length() == null) {
                hash = mix(hash + value.hashCode());
            } else if (value instanceof String text && column.get().isText() && isPlain(text)) {
                hash = mix(hash + fold(text, part.length()).hashCode());
            } else {
                any = true;
            }
        }
        return any ? ANY : new KeyHash(hash, false, false);
    }

    /** Printable ASCII: what any collation calls the same differs in case and in trailing spaces at most. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static String fold(String text, @Nullable Integer length) {
        String prefix = length == null || text.length() <= length ? text : text.substring(0, length);
        return prefix.stripTrailing().toUpperCase(java.util.Locale.ROOT);
    }

    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
