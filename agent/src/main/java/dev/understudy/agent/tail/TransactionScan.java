package dev.understudy.agent.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one binlog file into whole transactions.
 *
 * <pre>
 *   outside ──GTID──▶ begun ──BEGIN, rows──▶ inside ──XID, COMMIT──▶ whole ──▶ outside
 *                       └────── one statement (DDL) ────────────────▶ whole
 * </pre>
 *
 * <p>A transaction is whole where its end is there; one that the file breaks off in is not.
 */
final class TransactionScan {

    private static final int QUERY_FIXED = 13;
    /** Enough for BEGIN, COMMIT, ROLLBACK and the words of XA. */
    private static final int STATEMENT_START = 16;

    private static final int MOST_OF_A_QUERY = 64 * 1024;
    private static final int MOST_OF_THE_PREVIOUS = 1024 * 1024;

    /** Takes each whole transaction, in order. */
    interface Sink {
        void whole(LoggedTransaction transaction);
    }

    private final Dialect dialect;
    private final Path file;
    private final Sink sink;
    private @Nullable GtidEvent open;
    private long start;
    private boolean inside;
    private String obstacle = "";

    private TransactionScan(Dialect dialect, Path file, Sink sink) {
        this.dialect = dialect;
        this.file = file;
        this.sink = sink;
    }

    /**
     * Walks through the whole file.
     *
     * @return where the last whole transaction ends, if the file breaks off behind it; -1 if it ends as it should
     * @throws UnreadableBinlog where its structure is not what it must be
     */
    static long scan(Dialect dialect, Path file, Sink sink) throws IOException, UnreadableBinlog {
        TransactionScan scan = new TransactionScan(dialect, file, sink);
        try (EventReader reader = EventReader.open(file)) {
            long end = reader.position();
            for (LogEvent event = reader.next(); event != null; event = reader.next()) {
                scan.take(event, reader);
                if (scan.open == null) {
                    end = event.end();
                }
            }
            return reader.torn() || scan.open != null ? end : -1;
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

    private void take(LogEvent event, EventReader reader) throws IOException, UnreadableBinlog {
        if (dialect.isGtid(event.type())) {
            begin(event, reader);
        } else if (open == null) {
            outside(event);
        } else {
            within(open, event, reader);
        }
    }

    private void begin(LogEvent event, EventReader reader) throws IOException, UnreadableBinlog {
        if (open != null) {
            throw new UnreadableBinlog("the transaction " + open.gtid() + " has no end before " + file.getFileName()
                    + ":" + event.start());
        }
        open = dialect.gtid(event, reader.body(event, dialect.gtidSize()));
        start = event.end();
        inside = false;
        obstacle = open.xa() ? "it is distributed (XA)" : "";
    }

    private void outside(LogEvent event) throws UnreadableBinlog {
        boolean known = switch (event.type()) {
            case LogEvent.FORMAT_DESCRIPTION,
                    LogEvent.STOP,
                    LogEvent.ROTATE,
                    LogEvent.HEARTBEAT,
                    LogEvent.MARIADB_CHECKPOINT -> true;
            default -> dialect.isPrevious(event.type());
        };
        if (!known) {
            throw new UnreadableBinlog("an event of type " + event.type()
                    + " outside of any transaction with a GTID at " + file.getFileName() + ":" + event.start());
        }
    }

    private void within(GtidEvent gtid, LogEvent event, EventReader reader) throws IOException, UnreadableBinlog {
        String hindrance = dialect.obstacle(event.type());
        obstacle = hindrance.isEmpty() ? obstacle : hindrance;
        switch (event.type()) {
            case LogEvent.XID, LogEvent.MYSQL_PAYLOAD -> end(gtid, event);
            case LogEvent.XA_PREPARE -> {
                obstacle = "it is distributed (XA)";
                end(gtid, event);
            }
            case LogEvent.QUERY -> statement(gtid, event, statementOf(event, reader));
            case LogEvent.MARIADB_QUERY_COMPRESSED -> {
                // Only a long statement is compressed, so it is no COMMIT.
                if (gtid.standalone()) {
                    end(gtid, event);
                }
            }
            case LogEvent.ROTATE, LogEvent.STOP, LogEvent.FORMAT_DESCRIPTION ->
                throw new UnreadableBinlog("the transaction " + gtid.gtid() + " has no end before " + file.getFileName()
                        + ":" + event.start());
            default -> {}
        }
    }

    private void statement(GtidEvent gtid, LogEvent event, String statement) {
        if (statement.startsWith("XA ")) {
            obstacle = "it is distributed (XA)";
        }
        if (dialect.opens(statement)) {
            inside = true;
        } else if (statement.equals("COMMIT") || statement.equals("ROLLBACK") || dialect.isAlone(gtid, inside)) {
            end(gtid, event);
        }
    }

    private void end(GtidEvent gtid, LogEvent event) {
        sink.whole(new LoggedTransaction(gtid, file, start, event.end(), obstacle));
        open = null;
    }

    /** The statement's first words, upper case as the server writes those that matter here. */
    private static String statementOf(LogEvent event, EventReader reader) throws IOException, UnreadableBinlog {
        ByteBuffer body = reader.body(event, MOST_OF_A_QUERY);
        if (body.remaining() < QUERY_FIXED) {
            throw new UnreadableBinlog("a statement of an unknown form at " + event.start());
        }
        int schema = body.get(8) & 0xFF;
        int variables = body.getShort(11) & 0xFFFF;
        int from = QUERY_FIXED + variables + schema + 1;
        int length = Math.min(STATEMENT_START, body.limit() - from);
        if (length < 0) {
            throw new UnreadableBinlog("a statement of an unknown form at " + event.start());
        }
        byte[] text = new byte[length];
        body.get(from, text);
        return first(new String(text, UTF_8), event.size() - LogEvent.HEADER - from);
    }

    /** Cuts the checksum off a short statement: it is shorter than what was looked at. */
    private static String first(String text, int withChecksum) {
        for (String word : new String[] {"BEGIN", "COMMIT", "ROLLBACK"}) {
            if (text.startsWith(word) && (withChecksum == word.length() || withChecksum == word.length() + 4)) {
                return word;
            }
        }
        return text;
    }
}
