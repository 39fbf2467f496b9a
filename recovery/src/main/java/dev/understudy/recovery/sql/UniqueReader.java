package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Column;
import dev.understudy.recovery.sql.TableShape.Part;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what rows hold of one unique key. Not thread-safe. */
final class UniqueReader {

    private final UniqueKey unique;
    private final TableWriter table;
    /** The columns' numbers in the table; -1 for one that the table does not show. */
    private final int[] columns;

    private final boolean exact;
    private final long seed;

    UniqueReader(TableWriter table, UniqueKey unique) {
        this.table = table;
        this.unique = unique;
        this.columns = unique.parts().stream()
                .mapToInt(part -> place(table, part.column()))
                .toArray();
        this.exact = !unique.parts().isEmpty()
                && unique.parts().stream().allMatch(part -> part.exact() && part.length() == null);
        this.seed = KeyHash.mix(
                table.shape().name().hashCode() * 31L + unique.name().hashCode());
    }

    private static int place(TableWriter table, String name) {
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    boolean isPrimary() {
        return unique.isPrimary();
    }

    /** Whether values are the same only where they look the same. */
    boolean isExact() {
        return exact;
    }

    /** Stands for the key as a whole. */
    long hash() {
        return seed + 1;
    }

    KeyHash read(RowImage row) {
        if (columns.length == 0) {
            return KeyHash.ANY;
        }
        int[] places = table.allPlaces(row);
        long hash = seed;
        boolean any = false;
        for (int i = 0; i < columns.length; i++) {
            int place = columns[i] < 0 ? -1 : places[columns[i]];
            if (place < 0) {
                // Not in the row, such as a computed column: the rest of the key decides alone.
                continue;
            }
            @Nullable Object value = row.value(place);
            if (value == null) {
                return KeyHash.NONE;
            }
            Part part = unique.parts().get(i);
            Column column = table.columns().get(columns[i]);
            if (part.exact() && part.length() == null) {
                hash = KeyHash.mix(hash + value.hashCode());
            } else if (value instanceof String text && column.isText() && column.isAsciiBased() && isPlain(text)) {
                hash = KeyHash.mix(hash + fold(text, part.length()).hashCode());
            } else {
                any = true;
            }
        }
        return any ? KeyHash.ANY : KeyHash.of(hash);
    }

    /** Printable ASCII: what any collation calls the same differs in case and in trailing spaces at most. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String fold(String text, @Nullable Integer length) {
        String prefix = length == null || text.length() <= length ? text : text.substring(0, length);
        return prefix.stripTrailing().toUpperCase(Locale.ROOT);
    }
}
