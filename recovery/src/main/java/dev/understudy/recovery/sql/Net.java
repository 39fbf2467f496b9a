package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.RowImage;
import org.jspecify.annotations.Nullable;

/** What several changes of one row come to. */
final class Net {

    private final @Nullable RowImage before;
    private @Nullable RowImage after;
    private @Nullable RowImage passing;

    Net(@Nullable RowImage before, @Nullable RowImage after) {
        this.before = before;
        this.after = after;
    }

    /** The row as it was before the first change; null where it was not there. */
    @Nullable
    RowImage before() {
        return before;
    }

    /** The row as it is after the last one; null where it is gone. */
    @Nullable
    RowImage after() {
        return after;
    }

    /**
     * Takes the next change of the same row.
     *
     * @return false where it does not fit to what came before: an INSERT of a row that is there, for one
     */
    boolean then(boolean wasThere, @Nullable RowImage next) {
        if (wasThere != (after != null)) {
            return false;
        }
        passing = next == null ? after : null;
        after = next;
        return true;
    }

    /** The row as it last was, where it came and went; null otherwise. */
    @Nullable
    RowImage passing() {
        return isNothing() ? passing : null;
    }

    boolean isNothing() {
        return before == null && after == null;
    }
}
