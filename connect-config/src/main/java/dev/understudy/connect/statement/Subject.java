package dev.understudy.connect.statement;

import java.util.Locale;
import java.util.Set;

/**
 * What a statement is about, as far as Debezium has to know: its parser needs what gives rows their form. What has no rows, it need
 * not understand, and where it does not, the connector would end. Pure.
 */
final class Subject {

    private static final Set<String> WITH_ROWS = Set.of("TABLE", "TABLES", "DATABASE", "SCHEMA", "INDEX", "SEQUENCE");

    private static final Set<String> WITHOUT_ROWS = Set.of(
            "VIEW",
            "PROCEDURE",
            "FUNCTION",
            "TRIGGER",
            "EVENT",
            "PACKAGE",
            "LIBRARY",
            "USER",
            "ROLE",
            "SERVER",
            "TABLESPACE",
            "LOGFILE",
            "RESOURCE",
            "REFERENCE");

    /** What changes a definition of rows, or may. */
    private static final Set<String> DEFINES = Set.of("CREATE", "ALTER", "DROP", "RENAME");

    private Subject() {}

    /**
     * Whether the statement is about what has no rows: a stored object, an account, its rights; or
     * changes no row's form.
     *
     * @param verb of a statement that defines something
     */
    static boolean hasNoRows(String sql, Opening verb) {
        if (!DEFINES.contains(verb.word(sql))) {
            return true;
        }
        int at = verb.end();
        while (at < sql.length() && sql.charAt(at) != '(') {
            int end = Skipping.part(sql, at, false);
            String word = sql.substring(at, end).toUpperCase(Locale.ROOT);
            if (WITH_ROWS.contains(word)) {
                return false;
            }
            if (WITHOUT_ROWS.contains(word)) {
                return true;
            }
            at = end;
        }
        return false;
    }
}
