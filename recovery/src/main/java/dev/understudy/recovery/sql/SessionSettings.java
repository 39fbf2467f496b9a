package dev.understudy.recovery.sql;

import dev.understudy.connect.statement.StatusVariables;
import dev.understudy.connect.statement.StatusVariables.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A session of the primary as statements: what was there is kept in variables of the session's own, set, and given back. Numbers say
 * modes and collations as exactly as names do. The time zone is not among them: there always is one to be set. Pure.
 */
public final class SessionSettings {

    /** A set goes by its collation's number; the name is what the variable takes. */
    private static final String COLLATIONS =
            "(SELECT COALESCE(GROUP_CONCAT(character_set_name, '=', full_collation_name), '')"
                    + " FROM information_schema.collation_character_set_applicability WHERE id IN (%s))";

    /** MariaDB takes a client's set by the number of its default collation alone; the comment is one to MySQL. */
    private static final String CLIENT = "/*M!(SELECT character_set_name"
            + " FROM information_schema.collation_character_set_applicability WHERE id =*/ %s /*M!)*/";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> mariadbs = new LinkedHashMap<>();

    public SessionSettings(StatusVariables session) {
        if (!session.collations().isEmpty()) {
            String ids = session.collations().stream().map(String::valueOf).collect(Collectors.joining(", "));
            values.put("character_set_collations", String.format(Locale.ROOT, COLLATIONS, ids));
        }
        session.numbers()
                .forEach((variable, value) -> values.put(
                        variable.name().toLowerCase(Locale.ROOT), of(variable, Long.toUnsignedString(value))));
        if (session.isKnown()) {
            mariadbs(session);
        }
    }

    private void mariadbs(StatusVariables session) {
        mariadbs.put("explicit_defaults_for_timestamp", bit(session, StatusVariables.EXPLICIT_TIMESTAMPS));
        mariadbs.put("sql_if_exists", bit(session, StatusVariables.IF_EXISTS));
    }

    private static String bit(StatusVariables session, int flag) {
        return (session.flags() & flag) == 0 ? "0" : "1";
    }

    private static String of(Variable variable, String number) {
        return variable == Variable.CHARACTER_SET_CLIENT ? String.format(Locale.ROOT, CLIENT, number) : number;
    }

    /** What keeps the session as it is; empty where nothing is known of the primary's, as with the others. */
    public Optional<String> keep() {
        return each("@understudy_%2$d = @@SESSION.%1$s");
    }

    /** What makes it the primary's. */
    public Optional<String> set() {
        return each("@@SESSION.%1$s = %3$s");
    }

    /** What makes it again what it was at {@link #keep}. */
    public Optional<String> giveBack() {
        return each("@@SESSION.%1$s = @understudy_%2$d");
    }

    private Optional<String> each(String form) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String sql = "SET " + String.join(", ", formed(values, 0, form));
        // To MySQL, whose flags mean other things there, it is a comment.
        String more =
                mariadbs.isEmpty() ? "" : " /*M!, " + String.join(", ", formed(mariadbs, values.size(), form)) + " */";
        return Optional.of(sql + more);
    }

    private static List<String> formed(Map<String, String> values, int first, String form) {
        List<String> formed = new ArrayList<>();
        values.forEach(
                (name, value) -> formed.add(String.format(Locale.ROOT, form, name, first + formed.size(), value)));
        return formed;
    }
}
