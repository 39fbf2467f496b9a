package dev.understudy.connect.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A statement as the primary carried it out, ready to be sent in UTF-8. Pure.
 *
 * @param schema the default schema; empty for none
 * @param session without its client's character set where the statement's bytes are others in UTF-8
 * @param sql from its first word; empty where there is an objection
 * @param error the server's number for what it failed with after it had done a part; 0 where it did not
 * @param objection why the statement cannot be sent, continuing "the statement ..."; empty where it can
 */
public record LoggedStatement(String schema, StatusVariables session, String sql, int error, String objection) {

    /** {@code _latin1'...'} with anything but ASCII in it: it means the bytes, which UTF-8 changes. */
    private static final Pattern BYTES_MEANT =
            Pattern.compile("(?<![\\w$`])_\\w+\\s*(?:'[^']*[^\\x00-\\x7F][^']*'|\"[^\"]*[^\\x00-\\x7F][^\"]*\")");

    private static final char NOT_DECODED = '\uFFFD';

    /**
     * @param bytes of the statement, in its client's character set
     */
    public static LoggedStatement of(String schema, StatusVariables session, byte[] bytes) {
        if (session.unread() >= 0 && session.clientCharacterSet() < 0 && !ClientText.isAscii(bytes)) {
            return refused(schema, session, "does not tell its character set here: its session is not known whole");
        }
        Optional<String> text = ClientText.of(session.clientCharacterSet(), bytes);
        if (text.isEmpty()) {
            return refused(
                    schema,
                    session,
                    "has bytes that its client's character set (collation " + session.clientCharacterSet()
                            + ") does not know here");
        }
        String sql = fromFirstWord(text.get());
        if (ClientText.isSameInUtf8(session.clientCharacterSet(), bytes)) {
            return new LoggedStatement(schema, session, sql, 0, "");
        }
        return BYTES_MEANT.matcher(sql).find()
                ? refused(schema, session, "has a text with a character set of its own, and was not sent in UTF-8")
                : new LoggedStatement(schema, session.ofAnotherClient(), sql, 0, "");
    }

    /** One whose bytes are not to be had any more. */
    static LoggedStatement decoded(String schema, StatusVariables session, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        boolean isSame = ClientText.isSameInUtf8(session.clientCharacterSet(), bytes);
        if (text.indexOf(NOT_DECODED) >= 0
                || (!isSame && BYTES_MEANT.matcher(text).find())) {
            return refused(schema, session, "has bytes that are not those of its text in UTF-8");
        }
        return new LoggedStatement(schema, isSame ? session : session.ofAnotherClient(), fromFirstWord(text), 0, "");
    }

    /** The same, which failed after it had done a part. */
    public LoggedStatement failedWith(int number) {
        return new LoggedStatement(schema, session, sql, number, objection);
    }

    private static LoggedStatement refused(String schema, StatusVariables session, String objection) {
        return new LoggedStatement(schema, session, "", 0, objection);
    }

    private static String fromFirstWord(String text) {
        return text.substring(Opening.of(text).map(Opening::start).orElse(0));
    }
}
