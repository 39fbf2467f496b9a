package dev.understudy.recovery.verify;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.replay.StoredTriggers;
import dev.understudy.recovery.verify.digest.Definition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The kinds of objects that are compared. */
public final class ObjectSources {

    /** Accounts that a server comes with. */
    private static final String SYSTEM_ACCOUNTS =
            "('root', 'mysql', 'mariadb.sys', 'mysql.sys', 'mysql.session', 'mysql.infoschema', 'debian-sys-maint',"
                    + " 'PUBLIC', '')";

    /** MySQL salts what it keeps of a password: the same password is another text on each server. */
    private static final Pattern SALTED = Pattern.compile(" AS 0x[0-9A-Fa-f]+");

    private static final int NO_SUCH_TABLE = 1146;

    private ObjectSources() {}

    /** All that an object's SHOW CREATE can be asked for, and the accounts that are not the servers' own. */
    public static List<ObjectSource> of(Engine engine, Set<String> ownAccounts) {
        List<ObjectSource> sources = new ArrayList<>(List.of(
                shown(
                        "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN "
                                + Catalogue.SYSTEM,
                        "schema",
                        "SHOW CREATE DATABASE ",
                        UnaryOperator.identity()),
                shown(
                        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type IN"
                                + " ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE') AND table_schema NOT IN "
                                + Catalogue.SYSTEM,
                        "table",
                        "SHOW CREATE TABLE ",
                        Definition::ofTable),
                shown(
                        "SELECT table_schema, table_name FROM information_schema.views WHERE table_schema NOT IN "
                                + Catalogue.SYSTEM,
                        "view",
                        "SHOW CREATE VIEW ",
                        UnaryOperator.identity())));
        for (String kind : List.of("PROCEDURE", "FUNCTION")) {
            sources.add(shown(
                    "SELECT routine_schema, routine_name FROM information_schema.routines WHERE routine_type = '" + kind
                            + "' AND routine_schema NOT IN " + Catalogue.SYSTEM,
                    kind.toLowerCase(java.util.Locale.ROOT),
                    "SHOW CREATE " + kind + " ",
                    UnaryOperator.identity()));
        }
        sources.add(shown(
                "SELECT event_schema, event_name FROM information_schema.events WHERE event_schema NOT IN "
                        + Catalogue.SYSTEM,
                "event",
                "SHOW CREATE EVENT ",
                UnaryOperator.identity()));
        // A primary's act, a standby keeps them back.
        sources.add(connection -> new StoredTriggers(connection).definitions());
        sources.add(connection -> accounts(connection, engine, ownAccounts));
        return sources;
    }

    private static ObjectSource shown(String list, String kind, String show, UnaryOperator<String> normalised) {
        return connection -> {
            Map<String, String> objects = new LinkedHashMap<>();
            for (List<String> name : lines(connection, list)) {
                StringJoiner quoted = new StringJoiner(".");
                name.forEach(part -> quoted.add(TableName.quote(part)));
                try {
                    objects.put(
                            kind + " " + String.join(".", name),
                            normalised.apply(definition(connection, show + quoted)));
                } catch (SQLException e) {
                    if (e.getErrorCode() != NO_SUCH_TABLE) {
                        // A view over something that is gone, say: alike where both servers say so.
                        objects.put(kind + " " + String.join(".", name), "error " + e.getErrorCode());
                    }
                }
            }
            return objects;
        };
    }

    private static Map<String, String> accounts(Connection connection, Engine engine, Set<String> ownAccounts)
            throws SQLException {
        boolean mysql = engine.name().equals("mysql");
        if (mysql) {
            Reading.execute(connection, "SET SESSION print_identified_with_as_hex = ON");
        }
        Map<String, String> accounts = new LinkedHashMap<>();
        for (List<String> name :
                lines(connection, "SELECT user, host FROM mysql.user WHERE user NOT IN " + SYSTEM_ACCOUNTS)) {
            if (ownAccounts.contains(name.get(0))) {
                continue;
            }
            // A role of MariaDB has no host, and no SHOW CREATE USER.
            boolean role = name.get(1).isEmpty();
            String account = quoted(name.get(0)) + (role ? "" : "@" + quoted(name.get(1)));
            String created = role
                    ? "role"
                    : lines(connection, "SHOW CREATE USER " + account).get(0).get(0);
            StringJoiner text = new StringJoiner("\n");
            text.add(mysql ? SALTED.matcher(created).replaceAll(" AS ...") : created);
            lines(connection, "SHOW GRANTS FOR " + account).stream()
                    .map(line -> line.get(0))
                    .sorted()
                    .forEach(text::add);
            accounts.put("account " + account, text.toString());
        }
        return accounts;
    }

    /** Everything but the name: the modes that a routine or a view was made under are part of it. */
    private static String definition(Connection connection, String show) throws SQLException {
        List<String> first = lines(connection, show).get(0);
        // The definition itself first, so that a difference shows there.
        StringJoiner text = new StringJoiner("\n");
        for (int i = first.size() > 2 && show.matches("SHOW CREATE (PROCEDURE|FUNCTION) .*") ? 2 : 1;
                i < first.size();
                i++) {
            text.add(first.get(i));
        }
        return text.toString();
    }

    private static List<List<String>> lines(Connection connection, String query) throws SQLException {
        List<List<String>> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> line = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    line.add(String.valueOf(row.getString(i)));
                }
                lines.add(line);
            }
        }
        return lines;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
