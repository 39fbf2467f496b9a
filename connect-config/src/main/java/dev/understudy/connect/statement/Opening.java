package dev.understudy.connect.statement;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The first word of a statement: comments before it are passed over, but for those that a server carries out. Pure.
 *
 * @param start where the word begins
 * @param end where what follows it begins
 */
record Opening(int start, int end) {

    /**
     * What defines something. TRUNCATE does not (its rows go, whatever the session), and Debezium knows it by its first two words.
     */
    private static final Set<String> DEFINES = Set.of("CREATE", "ALTER", "DROP", "RENAME", "GRANT", "REVOKE");

    /** Has a GTID of its own, of which Debezium makes no record (seen with FLUSH PRIVILEGES): what follows would lack it. */
    private static final Set<String> ADMINISTERS = Set.of("FLUSH", "ANALYZE", "OPTIMIZE", "REPAIR");

    /**
     * A transaction whose rows are in the log, all or those since a savepoint, and do not count: MariaDB logs it so where a temporary
     * table came or went meanwhile.
     */
    private static final String UNDOES = "ROLLBACK";

    /** A change of rows by a session with its own {@code binlog_format}: Debezium passes over it, and its rows would be missing. */
    private static final Set<String> CHANGES_ROWS = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD", "WITH");

    /** What MariaDB logs of accounts as it was said: SET PASSWORD, SET DEFAULT ROLE. */
    private static final Set<String> SET_OF_ACCOUNTS = Set.of("PASSWORD", "DEFAULT");

    private static final String SET = "SET";

    private static final String TEMPORARY = "TEMPORARY";

    /**
     * @return empty where the statement begins with no word
     */
    static Optional<Opening> of(String sql) {
        return of(sql, 0);
    }

    /**
     * @return empty where the statement defines nothing that lasts, administers nothing, and changes no rows or takes them back
     */
    static Optional<Opening> ofDefinition(String sql) {
        return of(sql).filter(first -> {
            String second = of(sql, first.end).map(word -> word.word(sql)).orElse("");
            String verb = first.word(sql);
            return (verb.equals(SET) && SET_OF_ACCOUNTS.contains(second))
                    || ADMINISTERS.contains(verb)
                    || verb.equals(UNDOES)
                    || CHANGES_ROWS.contains(verb)
                    || (DEFINES.contains(verb) && !second.equals(TEMPORARY));
        });
    }

    private static Optional<Opening> of(String sql, int from) {
        int start = from;
        for (int next = Skipping.blank(sql, start); next > start; next = Skipping.blank(sql, start)) {
            start = next;
        }
        int end = start;
        while (end < sql.length() && isLetter(sql.charAt(end))) {
            end++;
        }
        return end == start ? Optional.empty() : Optional.of(new Opening(start, end));
    }

    /** In upper case. */
    String word(String sql) {
        return sql.substring(start, end).toUpperCase(Locale.ROOT);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
