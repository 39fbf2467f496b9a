package dev.understudy.connect.statement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.connect.statement.StatusVariables.Variable;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The comment in which a statement carries itself and its session past the connector, behind its first word:
 *
 * <pre>
 *   /*understudy 1.SCHEMA.STATUS.wSTATEMENT[.ERROR]*&#47;   or, where that would be too long,   ....tTRAILING[.ERROR]*&#47;
 * </pre>
 *
 * each as base64: the default schema; the event's status variables as they are, so that a reader that knows more of them needs no
 * other connector; and the statement's bytes, or the comments behind its last word. The error's number is there where the statement
 * failed in part. What the comment stands in is what Debezium's parser is {@link Shown}. Pure.
 */
public final class Marker {

    private static final String BEGIN = " /*understudy 1.";
    private static final String END = "*/";
    private static final int PARTS = 3;
    private static final char WHOLE = 'w';
    private static final char TRAILING = 't';

    /** As base64 beside itself a longer one would come near to the largest record. */
    static final int LARGEST = 16 * 1024 * 1024;

    private static final long NO_BACKSLASH_ESCAPES = 1L << 20;

    private Marker() {}

    /**
     * A statement's text, with its marker where it defines something.
     *
     * @param schema the default schema; empty for none
     * @param status the event's status variables
     * @param error the event's error code; 0 for none
     * @param statement the statement's bytes
     */
    public static String put(String schema, byte[] status, int error, byte[] statement) {
        return put(schema, status, error, statement, LARGEST);
    }

    static String put(String schema, byte[] status, int error, byte[] statement, int largest) {
        String text = ClientText.isAscii(statement)
                ? new String(statement, ISO_8859_1)
                : ClientText.of(StatusVariables.of(status).clientCharacterSet(), statement)
                        .orElseGet(() -> new String(statement, UTF_8));
        Optional<Opening> opening = Opening.ofDefinition(text);
        if (opening.isEmpty()) {
            return text;
        }
        boolean isWhole = statement.length <= largest;
        String rest = isWhole
                ? WHOLE + base64(statement)
                : TRAILING + base64(Skipping.behindAll(text, hasEscapes(status)).getBytes(UTF_8));
        String marker = BEGIN + base64(schema.getBytes(UTF_8)) + "." + base64(status) + "." + rest
                + (error == 0 ? "" : "." + error) + END;
        List<String> shown = isWhole ? Shown.of(text, hasEscapes(status), error) : List.of(text);
        return shown.stream().map(each -> behindFirstWord(each, marker)).collect(Collectors.joining("; "));
    }

    private static String behindFirstWord(String text, String marker) {
        int end = Opening.of(text).map(Opening::end).orElse(0);
        return text.substring(0, end) + marker + text.substring(end);
    }

    /**
     * The statement that a text carries.
     *
     * @param text as the connector has recorded it
     * @return empty where it carries none
     */
    public static Optional<LoggedStatement> take(String text) {
        int at = Opening.of(text).map(Opening::end).orElse(0);
        int end = text.indexOf(END, at);
        if (!text.startsWith(BEGIN, at) || end < 0) {
            return Optional.empty();
        }
        String[] parts = text.substring(at + BEGIN.length(), end).split("\\.", -1);
        if (parts.length < PARTS || parts.length > PARTS + 1 || parts[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            int error = parts.length > PARTS ? Integer.parseInt(parts[PARTS]) : 0;
            String schema = new String(bytes(parts[0]), UTF_8);
            StatusVariables session = StatusVariables.of(bytes(parts[1]));
            byte[] rest = bytes(parts[2].substring(1));
            return switch (parts[2].charAt(0)) {
                case WHOLE ->
                    Optional.of(LoggedStatement.of(schema, session, rest).failedWith(error));
                case TRAILING -> {
                    String shown = text.substring(0, at) + text.substring(end + END.length());
                    yield Optional.of(LoggedStatement.decoded(schema, session, shown + new String(rest, UTF_8))
                            .failedWith(error));
                }
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            // A comment of somebody else's.
            return Optional.empty();
        }
    }

    private static boolean hasEscapes(byte[] status) {
        long mode = StatusVariables.of(status).numbers().getOrDefault(Variable.SQL_MODE, 0L);
        return (mode & NO_BACKSLASH_ESCAPES) == 0;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
