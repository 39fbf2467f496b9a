package dev.understudy.recovery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a renaming of several tables together again, which the connector tells one table at a time: only as one statement is it
 * all or nothing. Pure.
 */
public final class Renames {

    private static final Pattern RENAME =
            Pattern.compile("\\s*RENAME\\s+TABLE\\s+(.+?)\\s*;?\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Renames() {}

    /**
     * @param statements of one transaction
     * @return empty where not every one renames tables
     */
    public static Optional<String> together(List<String> statements) {
        List<String> pairs = new ArrayList<>();
        for (String sql : statements) {
            Matcher rename = RENAME.matcher(sql);
            if (!rename.matches()) {
                return Optional.empty();
            }
            pairs.add(rename.group(1));
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of("RENAME TABLE " + String.join(", ", pairs));
    }
}
