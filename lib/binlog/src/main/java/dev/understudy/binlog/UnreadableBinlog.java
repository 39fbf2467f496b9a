package dev.understudy.binlog;

import java.io.IOException;

/** A binlog whose end cannot be told with certainty. The message says what stands in the way, for a person. */
public final class UnreadableBinlog extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableBinlog(String message) {
        super(message);
    }

    /** Any failure in words; an I/O error's own message is often the file's name alone. */
    public static String reason(Exception e) {
        return e instanceof IOException ? e.toString() : String.valueOf(e.getMessage());
    }
}
