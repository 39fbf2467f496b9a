package dev.understudy.connect.statement;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Debezium's parser is shown in a statement's place. It needs what gives rows their form, and ends the connector at words that it
 * does not know: what has no rows, it is not shown at all; a clause that rows do not depend on, as one that it knows. Where a table is
 * replaced, it keeps the old one's form, and so is shown that this one goes first. Pure.
 */
final class Shown {

    /** Debezium records it and remembers nothing of it. */
    private static final String NOTHING = "DROP USER IF EXISTS see_the_comment";

    /** Of a table, with a value, anywhere that an engine's name may stand. */
    private static final Set<String> OPTIONS = Set.of("AUTOEXTEND_SIZE", "TABLESPACE", "SECONDARY_ENGINE");

    private static final Set<String> ACTIONS = Set.of("SECONDARY_LOAD", "SECONDARY_UNLOAD");
    private static final String KNOWN_OPTION = "ENGINE = InnoDB";

    private final String sql;
    private final Words words;
    private final int error;

    private Shown(String sql, boolean backslashEscapes, int error) {
        this.sql = sql;
        this.words = Words.of(sql, backslashEscapes);
        this.error = error;
    }

    /**
     * @param sql a statement that begins with a word, comments aside
     * @param backslashEscapes whether a backslash in a text hides what follows it
     * @param error the number of what it failed with; 0 where it did not
     * @return one statement or several, to be parsed one after the other
     */
    static List<String> of(String sql, boolean backslashEscapes, int error) {
        if (Opening.of(sql).filter(verb -> Subject.hasNoRows(sql, verb)).isPresent()) {
            return List.of(NOTHING);
        }
        Shown shown = new Shown(sql, backslashEscapes, error);
        return shown.words.follow(0, "CREATE", "OR", "REPLACE") ? shown.replacing() : shown.altered();
    }

    private List<String> replacing() {
        int object = 3;
        if (!words.follow(object, "TABLE")) {
            return List.of("CREATE " + sql.substring(words.start(object)));
        }
        String drop = "DROP TABLE IF EXISTS "
                + words.name(words.behindCondition(object + 1)).text();
        return error == 0
                ? List.of(drop, "CREATE " + withKnownOptions().substring(words.start(object)))
                : List.of(drop);
    }

    private List<String> altered() {
        if (words.follow(0, "ALTER")) {
            Optional<List<String>> converted = words.find("TABLE").flatMap(this::converted);
            if (converted.isPresent()) {
                return converted.get();
            }
        }
        return List.of(withKnownOptions());
    }

    /** A partition that becomes a table has the form of the table that it leaves. */
    private Optional<List<String>> converted(int table) {
        Words.Name name = words.name(words.behindCondition(table + 1));
        int action = name.next();
        if (words.follow(action, "CONVERT", "PARTITION") && words.follow(action + 3, "TO", "TABLE")) {
            String other = words.name(action + 5).text();
            return Optional.of(
                    List.of("DROP TABLE IF EXISTS " + other, "CREATE TABLE " + other + " LIKE " + name.text()));
        }
        if (words.follow(action, "CONVERT", "TABLE")) {
            return Optional.of(
                    List.of("DROP TABLE IF EXISTS " + words.name(action + 2).text()));
        }
        return Optional.empty();
    }

    private String withKnownOptions() {
        StringBuilder text = new StringBuilder(sql);
        partitioning().ifPresent(from -> {
            // Alone behind the table's name it is all that an ALTER does.
            boolean isAll = words.follow(0, "ALTER") && isBehindName(from);
            text.replace(words.start(from), sql.length(), isAll ? KNOWN_OPTION : "");
        });
        // From the end: what is before it keeps its place.
        for (int i = partitioning().orElse(words.count()) - 1; i > 0; i--) {
            int value = value(i);
            if (ACTIONS.contains(words.word(i))) {
                text.replace(words.start(i), words.end(i), KNOWN_OPTION);
            } else if (value > 0 && OPTIONS.contains(words.word(i))) {
                text.replace(words.start(i), words.end(value), KNOWN_OPTION);
            } else if (value > 0 && words.follow(i, "ENGINE") && words.follow(value, "MERGE")) {
                text.replace(words.start(value), words.end(value), "MRG_MYISAM");
            }
        }
        return text.toString();
    }

    /** What only some versions carry out is a comment to the parser. */
    private Optional<Integer> partitioning() {
        return words.find("PARTITION")
                .filter(at -> words.follow(at, "PARTITION", "BY")
                        && !words.word(at - 1).matches("\\d+|!"));
    }

    private boolean isBehindName(int part) {
        return words.find("TABLE")
                .filter(table -> words.name(words.behindCondition(table + 1)).next() == part)
                .isPresent();
    }

    /** Where an option's value stands. Without its sign it may as well be a column's name, but for behind the columns of a table that is made. */
    private int value(int option) {
        if (words.follow(option + 1, "=")) {
            return option + 2 < words.count() ? option + 2 : 0;
        }
        boolean isBehindColumns = words.follow(0, "CREATE") && words.isBehindParenthesis(option);
        return isBehindColumns && option + 1 < words.count() ? option + 1 : 0;
    }
}
