package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a statement about several tables together again, which the connector tells one table at a time where it does not carry the
 * statement itself: only as one statement is a renaming or a dropping all or nothing. Pure.
 */
public final class Regrouped {

    private static final Pattern MANY = Pattern.compile(
            "\\s*(RENAME\\s+TABLES?|DROP\\s+(?:TABLES?|VIEW)(?:\\s+IF\\s+EXISTS)?)\\s+(.+?)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Regrouped() {}

    /**
     * @param statements of one transaction
     * @return one statement where all of them rename tables, or all drop them alike, of a session of which nothing is known;
     *     otherwise as they were
     */
    public static List<Change.Ddl> of(List<Change.Ddl> statements) {
        Optional<String> verb = Optional.empty();
        List<String> objects = new ArrayList<>();
        for (Change.Ddl statement : statements) {
            Matcher many = MANY.matcher(statement.sql());
            if (!many.matches() || (verb.isPresent() && !verb.get().equalsIgnoreCase(many.group(1)))) {
                return List.copyOf(statements);
            }
            verb = Optional.of(many.group(1));
            objects.add(many.group(2));
        }
        return statements.size() < 2
                ? List.copyOf(statements)
                : List.of(new Change.Ddl(
                        statements.get(0).schema(), verb.orElseThrow() + " " + String.join(", ", objects)));
    }
}
