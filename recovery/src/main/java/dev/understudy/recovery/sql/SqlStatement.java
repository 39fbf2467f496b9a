package dev.understudy.recovery.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row's SQL as a value. Immutable.
 *
 * @param pieces the text around the values: one more than there are values
 * @param values strings, numbers, byte arrays, streamed values or null
 * @param lenient whether a value can only be stored outside strict mode
 */
public record SqlStatement(List<String> pieces, List<@Nullable Object> values, boolean lenient) {

    public SqlStatement {
        pieces = List.copyOf(pieces);
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (pieces.size() != values.size() + 1) {
            throw new IllegalArgumentException(pieces.size() + " pieces around " + values.size() + " values");
        }
    }

    /** With a question mark for each value. */
    public String prepared() {
        return String.join("?", pieces);
    }

    /** With each value in its place. */
    String inlined() {
        StringBuilder text = new StringBuilder(pieces.get(0));
        for (int i = 0; i < values.size(); i++) {
            Literals.append(text, values.get(i));
            text.append(pieces.get(i + 1));
        }
        return text.toString();
    }

    /** How much its values take as text, about. */
    long size() {
        long size = 0;
        for (Object value : values) {
            if (value instanceof Streamed large) {
                size += large.size();
            } else if (value instanceof byte[] bytes) {
                size += 2L * bytes.length;
            } else {
                size += value instanceof String text ? text.length() : 8;
            }
        }
        return size;
    }

    /** Builds the text around the values. */
    static final class Builder {
        private final List<String> pieces = new ArrayList<>();
        private final List<@Nullable Object> values = new ArrayList<>();
        private final StringBuilder piece = new StringBuilder();
        private boolean lenient;

        Builder text(String text) {
            piece.append(text);
            return this;
        }

        /** Of an expression its text: a parameter takes none. */
        Builder value(@Nullable Object value) {
            if (value instanceof Expression expression) {
                return text(expression.sql());
            }
            pieces.add(piece.toString());
            piece.setLength(0);
            values.add(value);
            return this;
        }

        Builder lenient(boolean needed) {
            lenient |= needed;
            return this;
        }

        SqlStatement build() {
            pieces.add(piece.toString());
            return new SqlStatement(pieces, values, lenient);
        }
    }
}
