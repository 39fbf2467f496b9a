package dev.understudy.binlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells where transactions begin and end in one binlog file's events, which are taken in their order. Used by one thread.
 *
 * <pre>
 *   outside ──GTID──▶ begun ──BEGIN, rows──▶ inside ──XID, COMMIT──▶ whole ──▶ outside
 *                       └────── one statement (DDL) ────────────────▶ whole
 * </pre>
 */
public final class Boundaries {

    private static final int QUERY_FIXED = 13;
    /** Enough for BEGIN, COMMIT, ROLLBACK and the words of XA. */
    private static final int STATEMENT_START = 16;

    private static final int MOST_OF_A_QUERY = 64 * 1024;

    /** Gives the first bytes of the event's body, at most {@code most}, little-endian. */
    public interface Body {
        ByteBuffer first(int most) throws IOException;
    }

    /** What an event is to the transactions of its file. */
    public enum Place {
        /** It belongs to none. */
        OUTSIDE,
        /** It announces one. */
        BEGINS,
        WITHIN,
        /** It is the last of its transaction, which is whole with it. */
        ENDS
    }

    private final Dialect dialect;
    private final String file;
    private @Nullable GtidEvent open;
    private @Nullable GtidEvent last;
    private boolean inside;
    private String obstacle = "";

    /**
     * @param file the file's name, for errors
     */
    public Boundaries(Dialect dialect, String file) {
        this.dialect = dialect;
        this.file = file;
    }

    /**
     * Takes the next event.
     *
     * @throws UnreadableBinlog where it is not what must come here
     */
    public Place take(LogEvent event, Body body) throws IOException, UnreadableBinlog {
        if (dialect.isGtid(event.type())) {
            begin(event, body.first(dialect.gtidSize()));
            return Place.BEGINS;
        }
        if (open == null) {
            outside(event);
            return Place.OUTSIDE;
        }
        if (isEnd(open, event, body)) {
            open = null;
            return Place.ENDS;
        }
        return Place.WITHIN;
    }

    /** Whether a transaction has begun and not ended. */
    public boolean isOpen() {
        return open != null;
    }

    /**
     * The transaction that was announced last.
     *
     * @throws IllegalStateException before the first
     */
    public GtidEvent transaction() {
        if (last == null) {
            throw new IllegalStateException("no transaction has begun");
        }
        return last;
    }

    /** Why that transaction cannot be replayed from its events alone; empty if it can. */
    public String obstacle() {
        return obstacle;
    }

    private void begin(LogEvent event, ByteBuffer body) throws UnreadableBinlog {
        if (open != null) {
            throw new UnreadableBinlog(
                    "the transaction " + open.gtid() + " has no end before " + file + ":" + event.start());
        }
        open = dialect.gtid(event, body);
        last = open;
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
                    + " outside of any transaction with a GTID at " + file + ":" + event.start());
        }
    }

    private boolean isEnd(GtidEvent gtid, LogEvent event, Body body) throws IOException, UnreadableBinlog {
        String hindrance = dialect.obstacle(event.type());
        obstacle = hindrance.isEmpty() ? obstacle : hindrance;
        return switch (event.type()) {
            case LogEvent.XID, LogEvent.MYSQL_PAYLOAD -> true;
            case LogEvent.XA_PREPARE -> {
                obstacle = "it is distributed (XA)";
                yield true;
            }
            case LogEvent.QUERY -> endsWith(gtid, statementOf(event, body));
            // Only a long statement is compressed, so it is no COMMIT.
            case LogEvent.MARIADB_QUERY_COMPRESSED -> gtid.standalone();
            case LogEvent.ROTATE, LogEvent.STOP, LogEvent.FORMAT_DESCRIPTION ->
                throw new UnreadableBinlog(
                        "the transaction " + gtid.gtid() + " has no end before " + file + ":" + event.start());
            default -> false;
        };
    }

    private boolean endsWith(GtidEvent gtid, String statement) {
        if (statement.startsWith("XA ")) {
            obstacle = "it is distributed (XA)";
        }
        if (dialect.opens(statement)) {
            inside = true;
            return false;
        }
        return statement.equals("COMMIT") || statement.equals("ROLLBACK") || dialect.isAlone(gtid, inside);
    }

    /** The statement's first words, upper case as the server writes those that matter here. */
    private static String statementOf(LogEvent event, Body whole) throws IOException, UnreadableBinlog {
        ByteBuffer body = whole.first(MOST_OF_A_QUERY);
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
