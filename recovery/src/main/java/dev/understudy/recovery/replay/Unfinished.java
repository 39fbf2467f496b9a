package dev.understudy.recovery.replay;

import java.util.ArrayList;
import java.util.List;

/** What the {@link Assembler} has begun to read. */
final class Unfinished {

    private Unfinished() {}

    /** A transaction whose beginning was read. */
    static final class Rows {
        final String gtid;
        final List<Change> changes = new ArrayList<>();

        Rows(String gtid) {
            this.gtid = gtid;
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

    /** A rescued transaction that comes in parts. */
    static final class Raw {
        final String gtid;
        final String formatDescription;
        final List<String> events = new ArrayList<>();

        Raw(String gtid, String formatDescription) {
            this.gtid = gtid;
            this.formatDescription = formatDescription;
        }
    }
}
