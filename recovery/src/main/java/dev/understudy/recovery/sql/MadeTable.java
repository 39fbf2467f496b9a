package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change.TableName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table that a CREATE TABLE ... SELECT makes, from the form in which both engines log it: {@code CREATE [OR REPLACE] TABLE [IF
 * NOT EXISTS] [`schema`.]`table` (...)}, its partitions in a comment for some versions at the end. Pure.
 *
 * @param name the table
 * @param replaces whether a table of this name gives way
 * @param definition what stands behind the name
 */
public record MadeTable(TableName name, boolean replaces, String definition) {

    private static final String QUOTED_NAME = "`(?:[^`]|``)+`";
    private static final String QUOTED = "`((?:[^`]|``)+)`";
    private static final Pattern CREATE = Pattern.compile(
            "\\s*CREATE\\s+(OR\\s+REPLACE\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:" + QUOTED + "\\.)?" + QUOTED
                    + "(\\s*\\(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Of a foreign key, on a line of its own, to a table without its schema. */
    private static final Pattern REFERENCE = Pattern.compile(
            "^(\\s*CONSTRAINT " + QUOTED_NAME + " FOREIGN KEY \\([^\\n]*?\\) REFERENCES )(" + QUOTED_NAME + ")(?!\\.)",
            Pattern.MULTILINE);

    /** MySQL's words for "rows follow": behind the columns, each of which has a line of its own, or at the end. */
    private static final Pattern IN_TRANSACTION = Pattern.compile(
            "(\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?TABLE\\s.*?(?:\\n\\)(?=\\s+START)|\\S(?=\\s+START\\s+TRANSACTION\\s*(?:/\\*!|$))))"
                    + "\\s+START\\s+TRANSACTION\\b(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * @param schema the default schema
     * @return empty where the statement has another form
     */
    public static Optional<MadeTable> of(String schema, String sql) {
        Matcher create = CREATE.matcher(alone(sql));
        if (!create.matches()) {
            return Optional.empty();
        }
        @Nullable String named = create.group(2);
        TableName name = new TableName(named == null ? schema : unquoted(named), unquoted(create.group(3)));
        return Optional.of(new MadeTable(name, create.group(1) != null, create.group(4)));
    }

    /** The statement for a table that no rows follow into: it commits by itself, where MySQL's would wait for them. */
    public static String alone(String sql) {
        Matcher create = IN_TRANSACTION.matcher(sql);
        return create.matches() ? create.group(1) + create.group(2) : sql;
    }

    /** The statement that makes the same table under another name: what it references stays in its own schema. */
    public String as(TableName other) {
        String schema = Matcher.quoteReplacement(TableName.quote(name.schema()));
        return "CREATE TABLE " + other.quoted() + REFERENCE.matcher(definition).replaceAll("$1" + schema + ".$2");
    }

    private static String unquoted(String name) {
        return name.replace("``", "`");
    }
}
