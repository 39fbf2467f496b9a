package dev.understudy.recovery.replay;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.Literals;
import dev.understudy.recovery.sql.MadeTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that is made and filled by one transaction, CREATE TABLE ... SELECT: it is filled under another name, in as many
 * transactions as it takes, and then appears whole. Where a crash comes between, it is begun anew. Not thread-safe.
 */
final class Arrival {

    private static final TableName ARRIVING = new TableName("understudy", "arriving");
    private static final TableName LEAVING = new TableName("understudy", "leaving");

    private final Applier applier;
    private final Dictionary dictionary;
    private final DdlSession session;
    private final MadeTable made;
    private final boolean isThere;
    private final String where;

    /**
     * Makes the empty table.
     *
     * @param statement of the transaction, as the primary logged it
     * @param isThere whether the table appeared before a crash already: then nothing is done
     */
    Arrival(Applier applier, Dictionary dictionary, Change.Ddl statement, boolean isThere, String where)
            throws SQLException {
        this.applier = applier;
        this.dictionary = dictionary;
        this.session = new DdlSession(applier.connection());
        this.made = MadeTable.of(statement.schema(), statement.sql())
                .orElseThrow(() -> new Halt(
                        "a statement that fills what it makes has an unknown form: " + statement.sql() + where));
        this.isThere = isThere;
        this.where = where;
        if (!isThere) {
            clear();
            takeCharacterSetOf(made.name().schema());
            session.execute(new Change.Ddl(made.name().schema(), made.as(ARRIVING), statement.session(), 0), 0);
        }
        dictionary.forget();
    }

    /** What the statement does not name the table takes from its schema. */
    private void takeCharacterSetOf(String schema) throws SQLException {
        try (Statement statement = applier.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata"
                                + " WHERE schema_name = " + Literals.of(schema))) {
            if (row.next()) {
                String sql = "ALTER DATABASE " + TableName.quote(ARRIVING.schema()) + " CHARACTER SET "
                        + row.getString(1) + " COLLATE " + row.getString(2);
                session.execute(new Change.Ddl("", sql), 0);
            }
        }
    }

    void fill(List<Change> changes) throws SQLException {
        if (isThere) {
            return;
        }
        List<Change> rows = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Change.Row row = (Change.Row) change;
            rows.add(row.table().equals(made.name()) ? new Change.Row(ARRIVING, row.before(), row.after()) : row);
        }
        applier.execute(rows.stream().map(Change.Row.class::cast).toList(), dictionary.shapes(rows), where);
        applier.commit();
    }

    /** The table has its name; the position is still to be recorded. */
    void appear() throws SQLException {
        if (!isThere) {
            String place = made.replaces() && exists(made.name())
                    ? made.name().quoted() + " TO " + LEAVING.quoted() + ", "
                    : "";
            String sql = "RENAME TABLE " + place + ARRIVING.quoted() + " TO "
                    + made.name().quoted();
            session.execute(new Change.Ddl("", sql), 0);
        }
        clear();
        if (made.replaces()) {
            new StoredTriggers(applier.connection()).forget(made.name());
        }
        dictionary.forget();
    }

    private void clear() throws SQLException {
        session.execute(new Change.Ddl("", "DROP TABLE IF EXISTS " + ARRIVING.quoted() + ", " + LEAVING.quoted()), 0);
    }

    private boolean exists(TableName table) throws SQLException {
        try (Statement statement = applier.connection().createStatement();
                ResultSet row = statement.executeQuery("SHOW TABLES FROM " + TableName.quote(table.schema()))) {
            while (row.next()) {
                if (row.getString(1).equals(table.table())) {
                    return true;
                }
            }
            return false;
        }
    }
}
