package dev.understudy.recovery.preflight.reading;

import dev.understudy.engine.Inspection;
import dev.understudy.recovery.preflight.facts.SchemaFacts;
import dev.understudy.recovery.preflight.facts.SchemaFacts.Column;
import dev.understudy.recovery.preflight.facts.SchemaFacts.Definer;
import dev.understudy.recovery.preflight.facts.SchemaFacts.Table;
import dev.understudy.recovery.sql.UncarriedTypes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server holds, apart from its own schemas and ours. */
final class SchemaReader {

    private static final String SYSTEM = Inspection.systemSchemas().stream()
            .map(schema -> "'" + schema + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    /** Types whose values arrive as they are. */
    private static final String CARRIED = UncarriedTypes.CARRIED.stream()
            .sorted()
            .map(type -> "'" + type + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private SchemaReader() {}

    static SchemaFacts read(Rows rows) throws SQLException {
        return new SchemaFacts(
                tables(rows), columns(rows), uncarried(rows), definers(rows), cascades(rows), events(rows));
    }

    private static List<Table> tables(Rows rows) throws SQLException {
        Set<String> keyed = new HashSet<>();
        for (List<String> row : rows.of("SELECT DISTINCT table_schema, table_name FROM information_schema.columns"
                + " WHERE column_key = 'PRI' AND table_schema NOT IN " + SYSTEM)) {
            keyed.add(name(row));
        }
        List<Table> tables = new ArrayList<>();
        for (List<String> row : rows.of("SELECT table_schema, table_name, engine FROM information_schema.tables"
                + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN " + SYSTEM)) {
            tables.add(new Table(name(row), row.get(2), keyed.contains(name(row))));
        }
        return tables;
    }

    private static List<Column> columns(Rows rows) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (List<String> row : rows.of("SELECT table_schema, table_name, column_name, column_type"
                + " FROM information_schema.columns WHERE (LOWER(data_type) NOT IN " + CARRIED
                // Both are comments in what the server shows of the type.
                + " OR column_type LIKE '%/*%') AND table_schema NOT IN " + SYSTEM)) {
            columns.add(new Column(name(row), row.get(2), row.get(3).toLowerCase(Locale.ROOT)));
        }
        return columns;
    }

    private static List<String> uncarried(Rows rows) throws SQLException {
        List<String> objects = new ArrayList<>();
        for (List<String> row : rows.of("SELECT table_schema, table_name, LOWER(table_type)"
                + " FROM information_schema.tables WHERE table_type IN ('SEQUENCE', 'SYSTEM VERSIONED')"
                + " AND table_schema NOT IN " + SYSTEM)) {
            objects.add((row.get(2).equals("sequence") ? "sequence " : "system-versioned table ") + name(row));
        }
        for (List<String> row : rows.of("SELECT routine_schema, routine_name, LOWER(routine_type)"
                + " FROM information_schema.routines WHERE routine_type NOT IN ('FUNCTION', 'PROCEDURE')"
                + " AND routine_schema NOT IN " + SYSTEM)) {
            objects.add(row.get(2) + " " + name(row));
        }
        return objects;
    }

    private static List<Definer> definers(Rows rows) throws SQLException {
        List<Definer> definers = new ArrayList<>();
        for (List<String> row : rows.of("SELECT trigger_schema, trigger_name, definer, 'trigger'"
                + " FROM information_schema.triggers WHERE trigger_schema NOT IN " + SYSTEM
                + " UNION ALL SELECT routine_schema, routine_name, definer, LOWER(routine_type)"
                + " FROM information_schema.routines WHERE routine_schema NOT IN " + SYSTEM
                + " UNION ALL SELECT table_schema, table_name, definer, 'view' FROM information_schema.views"
                + " WHERE table_schema NOT IN " + SYSTEM
                + " UNION ALL SELECT event_schema, event_name, definer, 'event' FROM information_schema.events"
                + " WHERE event_schema NOT IN " + SYSTEM)) {
            definers.add(new Definer(row.get(3) + " " + name(row), row.get(2)));
        }
        return definers;
    }

    private static List<String> cascades(Rows rows) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (List<String> row : rows.of(
                "SELECT DISTINCT constraint_schema, table_name"
                        + " FROM information_schema.referential_constraints WHERE constraint_schema NOT IN " + SYSTEM
                        + " AND (update_rule NOT IN ('RESTRICT', 'NO ACTION') OR delete_rule NOT IN ('RESTRICT', 'NO ACTION'))")) {
            tables.add(name(row));
        }
        return tables;
    }

    private static int events(Rows rows) throws SQLException {
        return Integer.parseInt(rows.of("SELECT COUNT(*) FROM information_schema.events WHERE status = 'ENABLED'")
                .get(0)
                .get(0));
    }

    private static String name(List<String> row) {
        return row.get(0) + "." + row.get(1);
    }
}
