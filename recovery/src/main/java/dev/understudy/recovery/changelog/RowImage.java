package dev.understudy.recovery.changelog;

import org.jspecify.annotations.Nullable;

/**
 * A row as the connector sent it: column names and values side by side. Rows of one table share their names' array.
 *
 * <p>A value is the text that our converter made of it in the connector, a {@link String} or, where that is long, a {@link LargeText};
 * or null. {@code recovery.sql.Values} says what it means. Neither array is changed after the construction.
 */
public final class RowImage {

    private final String[] names;
    private final @Nullable Object[] values;

    /** Takes the arrays over. */
    RowImage(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** A row of these columns, in pairs of a name and a value. */
    public static RowImage of(@Nullable String... pairs) {
        String[] names = new String[pairs.length / 2];
        @Nullable Object[] values = new Object[pairs.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = String.valueOf(pairs[2 * i]);
            values[i] = pairs[2 * i + 1];
        }
        return new RowImage(names, values);
    }

    /** The shared array: the same one says that a column has the same place. */
    public String[] names() {
        return names;
    }

    public @Nullable Object value(int place) {
        return values[place];
    }

    /**
     * @return where the column stands; -1 where the row does not have it
     */
    public int place(String column) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(column)) {
                return i;
            }
        }
        return -1;
    }

    public int size() {
        return names.length;
    }
}
