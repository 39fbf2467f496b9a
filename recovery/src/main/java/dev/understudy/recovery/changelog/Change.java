package dev.understudy.recovery.changelog;

import dev.understudy.connect.statement.LoggedStatement;
import dev.understudy.connect.statement.StatusVariables;
import dev.understudy.events.RawTransaction;
import org.jspecify.annotations.Nullable;

/** One thing that a source transaction did. */
public sealed interface Change {

    /**
     * A row that came, changed or went.
     *
     * @param before null for an insert
     * @param after null for a delete
     */
    record Row(
            TableName table,
            @Nullable RowImage before,
            @Nullable RowImage after) implements Change {}

    record Truncate(TableName table) implements Change {}

    /**
     * @param schema the default schema; empty for none
     * @param session what is known of the session that it was carried out in
     * @param error the server's number for what it failed with after it had done a part; 0 where it did not
     */
    record Ddl(String schema, String sql, StatusVariables session, int error) implements Change {

        /** Of a session of which nothing is known. */
        public Ddl(String schema, String sql) {
            this(schema, sql, StatusVariables.NONE, 0);
        }

        public static Ddl of(LoggedStatement logged) {
            return new Ddl(logged.schema(), logged.sql(), logged.session(), logged.error());
        }

        /** The same with another text. */
        public Ddl as(String text) {
            return new Ddl(schema, text, session, error);
        }
    }

    /** A transaction as it stood in the old primary's binlog. */
    record Raw(RawTransaction transaction) implements Change {}

    /** A table's name. */
    record TableName(String schema, String table) {

        public String quoted() {
            return quote(schema) + "." + quote(table);
        }

        public static String quote(String identifier) {
            return "`" + identifier.replace("`", "``") + "`";
        }

        @Override
        public String toString() {
            return schema + "." + table;
        }
    }
}
