package dev.understudy.recovery.sql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a statement of the primary is, by its first words; comments are passed over, and what stands in a version comment counts.
 * Pure.
 *
 * @param verb upper case, such as {@code CREATE}
 * @param object upper case, such as {@code TRIGGER}; empty where there is none
 * @param temporary whether it is about a temporary table
 * @param replacing whether it says OR REPLACE
 * @param renaming whether an ALTER gives another name
 */
public record StatementKind(String verb, String object, boolean temporary, boolean replacing, boolean renaming) {

    private static final String NAME = "(?:`[^`]*`|'[^']*'|\"[^\"]*\"|[^\\s@]+)";

    private static final Pattern HEAD = Pattern.compile(
            "\\s*(\\w+)((?:\\s+(?:OR\\s+REPLACE|TEMPORARY|DEFINER\\s*=\\s*" + NAME
                    + "(?:\\s*@\\s*" + NAME
                    + ")?|ALGORITHM\\s*=\\s*\\w+|SQL\\s+SECURITY\\s+\\w+|AGGREGATE|ONLINE|IGNORE))*)"
                    + "(?:\\s+(\\w+))?.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern COMMENT =
            Pattern.compile("/\\*(?![!M]).*?\\*/|(?m:^\\s*(?:#|-- ).*$)", Pattern.DOTALL);
    private static final Pattern VERSION_COMMENT = Pattern.compile("/\\*M?!\\d*|\\*/");
    private static final Pattern RENAME = Pattern.compile("\\bRENAME\\b(?!\\s+(COLUMN|INDEX|KEY)\\b)");
    private static final int LONG_ENOUGH = 2_000;

    public static StatementKind of(String sql) {
        String text = sql.length() > LONG_ENOUGH ? sql.substring(0, LONG_ENOUGH) : sql;
        String plain =
                VERSION_COMMENT.matcher(COMMENT.matcher(text).replaceAll(" ")).replaceAll(" ");
        Matcher head = HEAD.matcher(plain);
        if (!head.matches()) {
            return new StatementKind("", "", false, false, false);
        }
        String verb = head.group(1).toUpperCase(Locale.ROOT);
        String options = head.group(2).toUpperCase(Locale.ROOT);
        String object = head.group(3) == null ? "" : head.group(3).toUpperCase(Locale.ROOT);
        boolean renaming = verb.equals("ALTER")
                && RENAME.matcher(sql.toUpperCase(Locale.ROOT)).find();
        return new StatementKind(verb, object, options.contains("TEMPORARY"), options.contains("REPLACE"), renaming);
    }

    /** Whether it leaves no trace in what a server holds: temporary tables belong to their session. */
    public boolean leavesNoTrace() {
        return temporary || verb.equals("FLUSH");
    }

    /** Whether triggers may come, go, or follow a table to another name. */
    public boolean movesTriggers() {
        boolean table = object.equals("TABLE") || object.equals("TABLES");
        boolean defines = verb.equals("CREATE") || verb.equals("DROP") || verb.equals("ALTER");
        return (defines && object.equals("TRIGGER"))
                || (table && (verb.equals("DROP") || verb.equals("RENAME") || renaming || replacing))
                || (verb.equals("DROP") && (object.equals("DATABASE") || object.equals("SCHEMA")));
    }

    /** Whether it is about accounts and their rights. */
    public boolean isAboutAccounts() {
        return object.equals("USER")
                || object.equals("ROLE")
                || verb.equals("GRANT")
                || verb.equals("REVOKE")
                || verb.equals("SET");
    }
}
