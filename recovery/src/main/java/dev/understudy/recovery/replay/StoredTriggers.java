package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standby's triggers, which must not act there: what they did on the primary is in the log. They are kept as definitions in
 * {@code understudy.stored_trigger}, made real while a statement is carried out that may concern them, and given back at promotion.
 *
 * <p>After a crash both may be there, the definition and the trigger: the trigger is the newer one then. Not thread-safe.
 */
public final class StoredTriggers {

    private static final Logger LOG = LoggerFactory.getLogger(StoredTriggers.class);
    /** There already; no such table; no such schema. */
    private static final Set<Integer> NOT_NOW = Set.of(1359, 1146, 1049);

    private static final String LIVE =
            "SELECT trigger_schema, trigger_name, event_object_table FROM information_schema.triggers"
                    + " WHERE trigger_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')"
                    + " ORDER BY trigger_schema, event_object_table, action_timing, event_manipulation, action_order";

    private final Connection connection;

    /** @param connection whose session writes no binlog */
    public StoredTriggers(Connection connection) {
        this.connection = connection;
    }

    private record Trigger(String name, String table, StoredObject definition) {

        TableName qualified() {
            return new TableName(definition.schema(), name);
        }
    }

    /** Takes in what a server has that was no standby until now, or what a crash left; commits. */
    public void absorb() throws SQLException {
        List<Trigger> live = live();
        for (Trigger trigger : live) {
            store(trigger);
        }
        // Also where there are none: having looked is a transaction too.
        connection.commit();
        drop(live);
    }

    /** What a server has of triggers, whether they act or are kept back: each definition by {@code trigger schema.name}. */
    public Map<String, String> definitions() throws SQLException {
        Map<String, String> definitions = new HashMap<>();
        List<Trigger> all = live();
        all.addAll(stored());
        for (Trigger trigger : all) {
            StoredObject made = trigger.definition;
            definitions.put(
                    "trigger " + trigger.qualified(),
                    String.join("\n", made.sql(), trigger.table, made.sqlMode(), made.charset(), made.collation()));
        }
        return definitions;
    }

    /** Makes every stored trigger real whose table is there. */
    void bringBack() throws SQLException {
        for (Trigger trigger : stored()) {
            create(trigger);
        }
    }

    private List<Trigger> stored() throws SQLException {
        List<Trigger> stored = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT schema_name, name, table_name, sql_mode, charset, collation,"
                                + " definition FROM understudy.stored_trigger ORDER BY position")) {
            while (row.next()) {
                StoredObject definition = new StoredObject(
                        row.getString(1), row.getString(4), null, row.getString(5), row.getString(6), row.getString(7));
                stored.add(new Trigger(row.getString(2), row.getString(3), definition));
            }
        }
        return stored;
    }

    /** Stores what the server has, and nothing else, within the connection's transaction; {@link #drop} comes after its end. */
    void takeIn() throws SQLException {
        List<Trigger> live = live();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM understudy.stored_trigger");
        }
        for (Trigger trigger : live) {
            store(trigger);
        }
    }

    /** Ends the triggers' reality. */
    void drop() throws SQLException {
        drop(live());
    }

    /** Forgets those of one table. */
    void forget(TableName table) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM understudy.stored_trigger WHERE schema_name = ? AND table_name = ?")) {
            delete.setString(1, table.schema());
            delete.setString(2, table.table());
            delete.executeUpdate();
        }
    }

    /**
     * Gives them all back, for good; repeatable.
     *
     * @return how many were stored
     */
    public int release() throws SQLException {
        int count;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM understudy.stored_trigger")) {
            row.next();
            count = row.getInt(1);
        }
        if (count > 0) {
            bringBack();
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM understudy.stored_trigger");
            }
        }
        return count;
    }

    private void create(Trigger trigger) throws SQLException {
        try {
            trigger.definition.create(connection);
        } catch (SQLException e) {
            if (!NOT_NOW.contains(e.getErrorCode())) {
                throw e;
            }
            LOG.debug("trigger {} cannot be made now: {}", trigger.qualified(), e.getMessage());
        }
    }

    private List<Trigger> live() throws SQLException {
        List<TableName> names = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LIVE)) {
            while (row.next()) {
                names.add(new TableName(row.getString(1), row.getString(2)));
                tables.add(row.getString(3));
            }
        }
        List<Trigger> live = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            TableName name = names.get(i);
            live.add(new Trigger(
                    name.table(),
                    tables.get(i),
                    StoredObject.read(connection, StoredObject.Kind.TRIGGER, name.schema(), name.table())));
        }
        return live;
    }

    private void store(Trigger trigger) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "REPLACE INTO understudy.stored_trigger (schema_name, name, table_name, sql_mode,"
                        + " charset, collation, definition) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, trigger.definition.schema());
            insert.setString(2, trigger.name);
            insert.setString(3, trigger.table);
            insert.setString(4, trigger.definition.sqlMode());
            insert.setString(5, trigger.definition.charset());
            insert.setString(6, trigger.definition.collation());
            insert.setString(7, trigger.definition.sql());
            insert.executeUpdate();
        }
    }

    private void drop(List<Trigger> triggers) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Trigger trigger : triggers) {
                statement.execute(
                        "DROP TRIGGER IF EXISTS " + trigger.qualified().quoted());
            }
        }
    }
}
