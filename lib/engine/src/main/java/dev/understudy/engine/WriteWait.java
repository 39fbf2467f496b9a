package dev.understudy.engine;

import java.sql.SQLException;
import java.util.Locale;

/**
 * What keeps a write from getting through.
 *
 * @param cause in one word
 * @param detail in words, as the server put it
 */
public record WriteWait(Cause cause, String detail) {

    static final WriteWait READ_ONLY = new WriteWait(Cause.READ_ONLY, "read-only");

    /** What keeps it. */
    public enum Cause {
        DISK_FULL,
        /** Another session's lock: on rows, on tables, on all of the server. */
        LOCK,
        /** Nobody has acknowledged the commit yet. */
        SEMI_SYNC,
        READ_ONLY,
        UNKNOWN
    }

    /** What a refused write's error says. MySQL and MariaDB share these numbers. */
    public static WriteWait of(SQLException error) {
        String text = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return new WriteWait(cause(error.getErrorCode(), text.toLowerCase(Locale.ROOT)), text);
    }

    private static Cause cause(int number, String text) {
        return switch (number) {
            // The table is full, the disk is full, and error 28 of the operating system from below.
            case 1021, 1114 -> Cause.DISK_FULL;
            case 1205, 1213, 1223 -> Cause.LOCK;
            case 1290, 1836 -> Cause.READ_ONLY;
            default ->
                text.contains("no space left") || text.contains("error 28") || text.contains("errno: 28")
                        ? Cause.DISK_FULL
                        : Cause.UNKNOWN;
        };
    }

    /** What a session's state says, as the list of processes shows it. */
    static WriteWait ofState(String state) {
        String text = state.toLowerCase(Locale.ROOT);
        Cause cause = Cause.UNKNOWN;
        if (text.contains("disk space") || text.contains("disk full")) {
            cause = Cause.DISK_FULL;
        } else if (text.contains("semi-sync") || text.contains("semi sync")) {
            cause = Cause.SEMI_SYNC;
        } else if (text.startsWith("waiting for") && text.contains(" lock")) {
            cause = Cause.LOCK;
        }
        return new WriteWait(cause, state);
    }
}
