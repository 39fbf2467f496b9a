package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.TableShape.Column;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** That a column holds exactly a value: which is not what a plain comparison says of every type. Pure. */
final class Condition {

    private Condition() {}

    /** For a part of the primary key: so that the server finds the row by it. */
    static void key(SqlStatement.Builder sql, Column column, @Nullable Object value) {
        sql.text(TableName.quote(column.name()) + " = ").value(exact(column, value));
    }

    /** For a row without a key: byte for byte, NULL being the same as NULL. */
    static void same(SqlStatement.Builder sql, Column column, @Nullable Object value) {
        String name = TableName.quote(column.name());
        if (value == null) {
            sql.text(name + " IS NULL");
        } else if (column.isText()) {
            // A collation would call others the same, which then would be taken for it.
            sql.text("CAST(CONVERT(" + name + " USING utf8mb4) AS BINARY) = CAST(")
                    .value(value)
                    .text(" AS BINARY)");
        } else if (column.type().equals("json")) {
            sql.text(name + " = CAST(").value(value).text(" AS JSON)");
        } else {
            sql.text(name + " = ").value(exact(column, value));
        }
    }

    private static @Nullable Object exact(Column column, @Nullable Object value) {
        if (column.type().equals("float") && value instanceof Double number) {
            // The server widens the column's value, and so must this be.
            return (double) number.floatValue();
        }
        // Against a text a number would be compared as a floating one.
        return column.type().equals("decimal") && value instanceof String text ? new BigDecimal(text) : value;
    }
}
