package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.TableShape;
import dev.understudy.recovery.sql.TableShape.Column;
import dev.understudy.recovery.sql.TableShape.Part;
import dev.understudy.recovery.sql.TableShape.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The standby's tables, read once each and forgotten after DDL. Not thread-safe. */
final class Tables {

    private static final String COLUMNS =
            "SELECT column_name, data_type, column_type, column_key, extra, character_set_name,"
                    + " character_octet_length FROM information_schema.columns"
                    + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";

    private static final String COUNTER = "SELECT column_name FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? AND extra LIKE '%auto_increment%'";

    private static final String UNIQUES =
            "SELECT index_name, column_name, sub_part, index_type FROM information_schema.statistics"
                    + " WHERE table_schema = ? AND table_name = ? AND non_unique = 0 ORDER BY index_name, seq_in_index";

    private static final String REFERENCES = "SELECT k.table_schema, k.table_name, k.referenced_table_schema,"
            + " k.referenced_table_name, r.delete_rule, r.update_rule FROM information_schema.key_column_usage k"
            + " JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema"
            + " AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name"
            + " WHERE k.referenced_table_name IS NOT NULL AND k.ordinal_position = 1";

    private static final Set<String> PASSIVE = Set.of("RESTRICT", "NO ACTION");

    private final Map<TableName, Optional<TableShape>> known = new HashMap<>();
    private final Set<TableName> cascading = new HashSet<>();
    private final boolean serverCascades;
    private boolean referencesKnown;

    /**
     * @param serverCascades whether this server changes rows by itself that the log lacks
     */
    Tables(boolean serverCascades) {
        this.serverCascades = serverCascades;
    }

    /**
     * @return empty where the standby has no such table
     */
    Optional<TableShape> shape(Connection connection, TableName name) throws SQLException {
        Optional<TableShape> shape = known.get(name);
        if (shape == null) {
            if (!referencesKnown) {
                readReferences(connection);
                referencesKnown = true;
            }
            shape = read(connection, name);
            known.put(name, shape);
        }
        return shape;
    }

    /** Those that are tied together by a rule that makes the server change rows itself. */
    Set<TableName> tied(Connection connection) throws SQLException {
        if (!referencesKnown) {
            readReferences(connection);
            referencesKnown = true;
        }
        return Set.copyOf(cascading);
    }

    void forget() {
        known.clear();
        cascading.clear();
        referencesKnown = false;
    }

    private Optional<TableShape> read(Connection connection, TableName name) throws SQLException {
        List<Column> columns = columns(connection, name);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TableShape(
                name,
                columns,
                uniques(connection, name, columns),
                cascading.contains(name),
                counter(connection, name)));
    }

    private static List<Column> columns(Connection connection, TableName name) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, name.schema());
            select.setString(2, name.table());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String type = row.getString(2).toLowerCase(Locale.ROOT);
                    String extra = row.getString(5).toUpperCase(Locale.ROOT);
                    columns.add(new Column(
                            row.getString(1),
                            type,
                            row.getString(3).toLowerCase(Locale.ROOT).contains("unsigned"),
                            row.getString(4).equals("PRI"),
                            // DEFAULT_GENERATED is a default that is an expression: an ordinary column.
                            extra.contains("VIRTUAL") || extra.contains("STORED") || extra.contains("PERSISTENT"),
                            row.getString(6),
                            octets(type, row.getLong(7))));
                }
            }
        }
        return columns;
    }

    private static int octets(String type, long declared) {
        return switch (type) {
            case "binary" -> (int) declared;
            case "uuid" -> 16;
            default -> 0;
        };
    }

    private static @Nullable String counter(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COUNTER)) {
            select.setString(1, name.schema());
            select.setString(2, name.table());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static List<UniqueKey> uniques(Connection connection, TableName name, List<Column> columns)
            throws SQLException {
        Map<String, List<Part>> parts = new LinkedHashMap<>();
        Set<String> opaque = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(UNIQUES)) {
            select.setString(1, name.schema());
            select.setString(2, name.table());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String index = row.getString(1);
                    String column = row.getString(2);
                    int prefix = row.getInt(3);
                    parts.computeIfAbsent(index, any -> new ArrayList<>());
                    Optional<Column> known = columns.stream()
                            .filter(each -> each.name().equals(column))
                            .findFirst();
                    if (known.isEmpty() || !row.getString(4).equals("BTREE")) {
                        opaque.add(index);
                    } else {
                        boolean exact = !known.get().isText()
                                && !known.get().type().equals("float")
                                && !known.get().type().equals("double");
                        parts.get(index).add(new Part(column, prefix == 0 ? null : prefix, exact));
                    }
                }
            }
        }
        List<UniqueKey> uniques = new ArrayList<>();
        parts.forEach((index, each) -> uniques.add(new UniqueKey(index, opaque.contains(index) ? List.of() : each)));
        return uniques;
    }

    /** Which tables refer to which, and those that are tied together by a rule that makes the server change rows itself. */
    private void readReferences(Connection connection) throws SQLException {
        Map<TableName, Set<TableName>> tied = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(REFERENCES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                TableName child = new TableName(row.getString(1), row.getString(2));
                TableName parent = new TableName(row.getString(3), row.getString(4));
                tied.computeIfAbsent(child, any -> new HashSet<>()).add(parent);
                tied.computeIfAbsent(parent, any -> new HashSet<>()).add(child);
                boolean active = !PASSIVE.contains(row.getString(5)) || !PASSIVE.contains(row.getString(6));
                if (serverCascades && active) {
                    cascading.add(child);
                    cascading.add(parent);
                }
            }
        }
        List<TableName> todo = new ArrayList<>(cascading);
        while (!todo.isEmpty()) {
            for (TableName next : tied.getOrDefault(todo.remove(todo.size() - 1), Set.of())) {
                if (cascading.add(next)) {
                    todo.add(next);
                }
            }
        }
    }
}
