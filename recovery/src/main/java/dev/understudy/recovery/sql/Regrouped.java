package dev.understudy.recovery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a statement about several tables together again, which the connector tells one table at a time: only as one statement is
 * a renaming or a dropping all or nothing. Pure.
 */
public final class Regrouped {

    private static final Pattern MANY = Pattern.compile(
            "\\s*(RENAME\\s+TABLES?|DROP\\s+(?:TABLES?|VIEW)(?:\\s+IF\\s+EXISTS)?)\\s+(.+?)\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Regrouped() {}

    /**
     * @param statements of one transaction
     * @return one statement where all of them rename tables, or all drop them alike; otherwise as they were
     */
    public static List<String> of(List<String> statements) {
        Optional<String> verb = Optional.empty();
        List<String> objects = new ArrayList<>();
        for (String sql : statements) {
            Matcher many = MANY.matcher(sql);
            if (!many.matches() || (verb.isPresent() && !verb.get().equalsIgnoreCase(many.group(1)))) {
                return List.copyOf(statements);
            }
            verb = Optional.of(many.group(1));
            objects.add(many.group(2));
        }
        return statements.size() < 2
                ? List.copyOf(statements)
                : List.of(verb.orElseThrow() + " " + String.join(", ", objects));
    }
}
