package dev.understudy.recovery.seed;

import dev.understudy.recovery.replay.StoredObject;
import dev.understudy.recovery.replay.StoredObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies what a schema has beside tables. Triggers come last of all: earlier ones would act on the rows that are copied. */
final class Objects {

    private Objects() {}

    static void copyRoutines(Connection from, Connection to, String schema) throws SQLException {
        for (Kind kind : List.of(Kind.FUNCTION, Kind.PROCEDURE)) {
            copy(from, to, kind, schema, Catalog.routines(from, schema, kind.name()));
        }
    }

    static void copyEvents(Connection from, Connection to, String schema) throws SQLException {
        copy(from, to, Kind.EVENT, schema, Catalog.events(from, schema));
    }

    static void copyTriggers(Connection from, Connection to, String schema) throws SQLException {
        copy(from, to, Kind.TRIGGER, schema, Catalog.triggers(from, schema));
    }

    private static void copy(Connection from, Connection to, Kind kind, String schema, List<String> names)
            throws SQLException {
        for (String name : names) {
            StoredObject.read(from, kind, schema, name).create(to);
        }
    }

    /** A view may stand on another: those that cannot be made yet are tried again. */
    static void copyViews(Connection from, Connection to, List<String> schemas) throws SQLException {
        List<String> todo = new ArrayList<>();
        List<String> defaults = new ArrayList<>();
        for (String schema : schemas) {
            for (String view : Catalog.views(from, schema)) {
                todo.add(Catalog.definition(
                        from, "SHOW CREATE VIEW " + Catalog.quote(schema) + "." + Catalog.quote(view)));
                defaults.add(schema);
            }
        }
        try (Statement statement = to.createStatement()) {
            SQLException last = null;
            for (int left = todo.size() + 1; !todo.isEmpty() && todo.size() < left; ) {
                left = todo.size();
                List<String> again = new ArrayList<>();
                List<String> againIn = new ArrayList<>();
                for (int i = 0; i < todo.size(); i++) {
                    try {
                        statement.execute("USE " + Catalog.quote(defaults.get(i)));
                        statement.execute(todo.get(i));
                    } catch (SQLException e) {
                        last = e;
                        again.add(todo.get(i));
                        againIn.add(defaults.get(i));
                    }
                }
                todo = again;
                defaults = againIn;
            }
            if (!todo.isEmpty() && last != null) {
                throw new SeedRefused("a view of the primary cannot be made, as what it stands on is missing: "
                        + last.getMessage() + "; drop it there or make it valid");
            }
        }
    }
}
