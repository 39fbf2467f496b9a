package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.LargeText;
import java.io.InputStream;

/** A value that is too large to be held once more: its bytes go to the server a little at a time, from where the record has them. */
public record Streamed(LargeText text) {

    /** What is stored, from its beginning. The caller closes it. */
    public InputStream open() {
        return text.isBytes() ? text.decoded() : text.utf8();
    }

    /** About how much it is, in bytes. */
    int size() {
        return text.length();
    }
}
