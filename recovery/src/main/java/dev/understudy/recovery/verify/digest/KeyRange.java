package dev.understudy.recovery.verify.digest;

import org.jspecify.annotations.Nullable;

/**
 * The rows behind one key, up to and with another.
 *
 * @param after null for the table's beginning
 * @param upTo null for its end
 */
public record KeyRange(@Nullable KeyValue after, @Nullable KeyValue upTo) {

    public static final KeyRange ALL = new KeyRange(null, null);

    /** The same beginning, and an end that is known now. */
    public KeyRange endingAt(@Nullable KeyValue end) {
        return end == null ? this : new KeyRange(after, end);
    }

    /** What is left of it behind a key. */
    public KeyRange behind(KeyValue key) {
        return new KeyRange(key, upTo);
    }
}
