package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.sql.TableShape.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** That a column holds exactly a value: which is not what a plain comparison says of every type. Pure. */
final class Condition {

    private Condition() {}

    /** For a part of the primary key: so that the server finds the row by it. */
    static void key(SqlStatement.Builder sql, Column column, @Nullable Object value) {
        String name = TableName.quote(column.name());
        if (column.isText() && value instanceof byte[] bytes) {
            // Of the column's own character set: compared with mere bytes, no index would be of use.
            sql.text(name + " = _" + column.charset() + " " + Literals.of(bytes));
        } else {
            sql.text(number(column, name, value) + " = ").value(exact(column, value));
        }
    }

    /** A SET of 64 labels is a negative number where it is compared as it is. */
    private static String number(Column column, String name, @Nullable Object value) {
        boolean isLarge = column.type().equals("set") && value instanceof BigInteger bits && bits.bitLength() > 63;
        return isLarge ? "CAST(" + name + " AS UNSIGNED)" : name;
    }

    /** For a row without a key: byte for byte, NULL being the same as NULL. */
    static void same(SqlStatement.Builder sql, Column column, @Nullable Object value) {
        String name = TableName.quote(column.name());
        if (value == null) {
            sql.text(name + " IS NULL");
        } else if (column.isText() || column.type().equals("vector")) {
            // A collation would call others the same, which then would be taken for it.
            sql.text("CAST(" + name + " AS BINARY) = CAST(").value(value).text(" AS BINARY)");
        } else if (column.type().equals("json")) {
            // Documents are the same where their numbers are, 1 and 1.0 for instance; their texts are not.
            sql.text("CAST(CAST(" + name + " AS CHAR) AS BINARY) = CAST(CAST(CAST(")
                    .value(value)
                    .text(" AS JSON) AS CHAR) AS BINARY)");
        } else {
            sql.text(number(column, name, value) + " = ").value(exact(column, value));
            if (value instanceof Double number && number == 0) {
                sql.text(" AND CAST(" + name + " AS CHAR) " + (isNegative(number) ? "" : "NOT ") + "LIKE '-%'");
            }
        }
    }

    private static boolean isNegative(Double zero) {
        return Double.compare(zero, 0.0) < 0;
    }

    private static @Nullable Object exact(Column column, @Nullable Object value) {
        // Against a text a number would be compared as a floating one.
        return column.type().equals("decimal") && value instanceof String text ? new BigDecimal(text) : value;
    }
}
