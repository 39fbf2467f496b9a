package dev.understudy.agent.canary;

import dev.understudy.engine.WriteWait;
import dev.understudy.events.Canary.Cause;
import java.sql.SQLException;

/**
 * What keeps a canary from committing.
 *
 * @param cause in one word
 * @param text in words
 */
record Why(Cause cause, String text) {

    /** Less than this, in bytes, and a server that waits without a word waits for space. */
    static final long NO_SPACE = 16L * 1024 * 1024;

    static Why notTried(String text) {
        return new Why(Cause.NOT_TRIED, text);
    }

    static Why of(SQLException error) {
        return of(WriteWait.of(error));
    }

    static Why of(WriteWait wait) {
        Cause cause = switch (wait.cause()) {
            case DISK_FULL -> Cause.DISK_FULL;
            case LOCK -> Cause.LOCK;
            case SEMI_SYNC -> Cause.SEMI_SYNC;
            case READ_ONLY -> Cause.READ_ONLY;
            case UNKNOWN -> Cause.UNKNOWN;
        };
        return new Why(cause, wait.detail());
    }

    /** MariaDB does not show that it waits for space; the file system does. */
    Why given(@org.jspecify.annotations.Nullable Long free) {
        return cause == Cause.UNKNOWN && free != null && free < NO_SPACE
                ? new Why(Cause.DISK_FULL, text + "; " + free + " bytes are free for its data")
                : this;
    }
}
