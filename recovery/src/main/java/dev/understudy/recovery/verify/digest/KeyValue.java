package dev.understudy.recovery.verify.digest;

import java.util.List;

/**
 * A row's key as the server wrote it: two rows of one table have different ones.
 *
 * @param texts one for each column of the key, see {@link ColumnShape#keyText}
 */
public record KeyValue(List<String> texts) {
    public KeyValue {
        texts = List.copyOf(texts);
    }
}
