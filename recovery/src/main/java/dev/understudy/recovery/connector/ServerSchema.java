package dev.understudy.recovery.connector;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Describes all tables of a server by the statements that make them. */
final class ServerSchema {

    private static final String NOT_OURS = "('mysql', 'information_schema', 'performance_schema', 'sys')";

    private ServerSchema() {}

    static List<SchemaStatement> read(Connection connection) throws SQLException {
        List<SchemaStatement> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("SELECT @@GLOBAL.character_set_server, @@GLOBAL.collation_server")) {
                row.next();
                statements.add(new SchemaStatement(
                        "", "SET character_set_server=" + row.getString(1) + ", collation_server=" + row.getString(2)));
            }
            try (ResultSet row = statement.executeQuery("SELECT schema_name, default_character_set_name,"
                    + " default_collation_name FROM information_schema.schemata"
                    + " WHERE schema_name NOT IN " + NOT_OURS + " ORDER BY schema_name")) {
                while (row.next()) {
                    String database = row.getString(1);
                    statements.add(new SchemaStatement(
                            database,
                            "CREATE DATABASE " + quoted(database) + " CHARSET " + row.getString(2) + " COLLATE "
                                    + row.getString(3)));
                }
            }
            for (Table table : tables(statement)) {
                try (ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + table.quoted())) {
                    row.next();
                    statements.add(new SchemaStatement(table.database(), row.getString(2)));
                }
            }
        }
        return statements;
    }

    private record Table(String database, String name) {
        String quoted() {
            return ServerSchema.quoted(database) + "." + ServerSchema.quoted(name);
        }
    }

    private static List<Table> tables(Statement statement) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT table_schema, table_name FROM information_schema.tables"
                + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN " + NOT_OURS
                + " ORDER BY table_schema, table_name")) {
            while (row.next()) {
                tables.add(new Table(row.getString(1), row.getString(2)));
            }
        }
        return tables;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
