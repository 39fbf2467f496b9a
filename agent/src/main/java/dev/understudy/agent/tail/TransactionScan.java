package dev.understudy.agent.tail;

import dev.understudy.binlog.Boundaries;
import dev.understudy.binlog.Dialect;
import dev.understudy.binlog.LogEvent;
import dev.understudy.binlog.UnreadableBinlog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Cuts one binlog file into whole transactions; one that the file breaks off in is not whole. */
final class TransactionScan {

    private static final int MOST_OF_THE_PREVIOUS = 1024 * 1024;

    /** Takes each whole transaction, in order. */
    interface Sink {
        void whole(LoggedTransaction transaction);
    }

    private TransactionScan() {}

    /**
     * Walks through the whole file.
     *
     * @return where the last whole transaction ends, if the file breaks off behind it; -1 if it ends as it should
     * @throws UnreadableBinlog where its structure is not what it must be
     */
    static long scan(Dialect dialect, Path file, Sink sink) throws IOException, UnreadableBinlog {
        Boundaries boundaries = new Boundaries(dialect, file.getFileName().toString());
        try (EventReader reader = EventReader.open(file)) {
            long end = reader.position();
            long start = end;
            for (LogEvent event = reader.next(); event != null; event = reader.next()) {
                LogEvent current = event;
                switch (boundaries.take(current, most -> reader.body(current, most))) {
                    case BEGINS -> start = event.end();
                    case ENDS ->
                        sink.whole(new LoggedTransaction(
                                boundaries.transaction(), file, start, event.end(), boundaries.obstacle()));
                    case OUTSIDE, WITHIN -> {}
                }
                if (!boundaries.isOpen()) {
                    end = event.end();
                }
            }
            return reader.torn() || boundaries.isOpen() ? end : -1;
        }
    }

    /**
     * The set of everything before a file; null where the file breaks off before it.
     */
    static @Nullable String previous(Dialect dialect, Path file) throws IOException, UnreadableBinlog {
        try (EventReader reader = EventReader.open(file)) {
            for (LogEvent event = reader.next(); event != null; event = reader.next()) {
                if (dialect.isPrevious(event.type())) {
                    if (event.size() > MOST_OF_THE_PREVIOUS) {
                        throw new UnreadableBinlog(file.getFileName() + " begins with a set that is too large");
                    }
                    return dialect.previous(reader.body(event, MOST_OF_THE_PREVIOUS));
                }
                if (event.type() == LogEvent.MARIADB_START_ENCRYPTION) {
                    throw new UnreadableBinlog(file.getFileName() + " is encrypted");
                }
                if (dialect.isGtid(event.type())) {
                    throw new UnreadableBinlog(file.getFileName() + " does not say what lies before it");
                }
            }
            return null;
        }
    }
}
