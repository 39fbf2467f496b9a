package dev.understudy.recovery.changelog;

import java.util.ArrayList;
import java.util.List;

/** What the {@link Assembler} has begun to read. */
final class Unfinished {

    private Unfinished() {}

    /** A transaction whose beginning was read. */
    static final class Rows {
        final String gtid;
        final List<Change> changes = new ArrayList<>();
        /** How many rows came, those that were handed out already among them. */
        long count;
        /** How large those are that were not handed out yet. */
        long bytes;
        /** Whether some were handed out. */
        boolean parted;

        Rows(String gtid) {
            this.gtid = gtid;
        }

        List<Change> take() {
            List<Change> taken = List.copyOf(changes);
            changes.clear();
            bytes = 0;
            parted = true;
            return taken;
        }
    }

    /** An empty transaction after a marker, before it is known which server the new connector reads. */
    record Empty(LogEntry.End end, long offset) {}

    /** A statement that may come as several records. */
    static final class Statement {
        final String gtid;
        final long at;
        final List<Change> changes = new ArrayList<>();

        Statement(String gtid, long at) {
            this.gtid = gtid;
            this.at = at;
        }
    }
}
