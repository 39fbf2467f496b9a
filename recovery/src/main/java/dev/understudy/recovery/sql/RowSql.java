package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.LargeText;
import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Column;
import org.jspecify.annotations.Nullable;

/**
 * Rows as strict SQL: an INSERT must not collide, an UPDATE or DELETE matches exactly one row. Idempotent forms would only
 * hide divergence. Pure.
 */
final class RowSql {

    private RowSql() {}

    /**
     * @throws Unfaithful where a value cannot be carried over
     */
    static SqlStatement of(TableWriter table, Change.Row row) {
        if (row.before() == null && row.after() != null) {
            return insert(table, row.after());
        }
        if (row.before() != null && row.after() != null) {
            return update(table, row.before(), row.after());
        }
        if (row.before() != null) {
            return delete(table, row.before());
        }
        throw new IllegalArgumentException(
                "a change of " + table.shape().name() + " has neither a before nor an after");
    }

    private static SqlStatement insert(TableWriter table, RowImage after) {
        SqlStatement.Builder sql = new SqlStatement.Builder()
                .text("INSERT INTO " + table.shape().name().quoted() + " (");
        String separator = "";
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.places(after)[i] >= 0) {
                sql.text(separator + TableName.quote(table.columns().get(i).name()));
                separator = ", ";
            }
        }
        sql.text(") VALUES (");
        list(table, null, after, sql, ", ", "");
        return sql.text(")").build();
    }

    private static SqlStatement update(TableWriter table, RowImage before, RowImage after) {
        SqlStatement.Builder sql =
                new SqlStatement.Builder().text("UPDATE " + table.shape().name().quoted() + " SET ");
        list(table, before, after, sql, ", ", " = ");
        where(table, before, sql);
        return sql.build();
    }

    private static SqlStatement delete(TableWriter table, RowImage before) {
        SqlStatement.Builder sql = new SqlStatement.Builder()
                .text("DELETE FROM " + table.shape().name().quoted());
        where(table, before, sql);
        return sql.build();
    }

    /** By the primary key; without one by every column, and one row of those that are the same. */
    private static void where(TableWriter table, RowImage before, SqlStatement.Builder sql) {
        boolean keyed = table.isKeyed();
        String separator = " WHERE ";
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            if (table.places(before)[i] < 0 || (keyed && !column.key())) {
                continue;
            }
            @Nullable Object value = table.value(before, i);
            sql.text(separator);
            separator = " AND ";
            if (keyed) {
                Condition.key(sql, column, value);
            } else {
                Condition.same(sql, column, value);
            }
        }
        if (!keyed) {
            sql.text(" LIMIT 1");
        }
    }

    /** The values, each behind its column's name where there is a sign between them; but for large ones that stay as they are. */
    private static void list(
            TableWriter table,
            @Nullable RowImage was,
            RowImage row,
            SqlStatement.Builder sql,
            String separator,
            String sign) {
        String before = "";
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            if (table.places(row)[i] >= 0 && !staysLarge(table, was, row, i)) {
                @Nullable Object value = table.value(row, i);
                sql.text(before + (sign.isEmpty() ? "" : TableName.quote(column.name()) + sign));
                sql.value(value).lenient(Values.isLenient(column, value));
                before = separator;
            }
        }
    }

    private static boolean staysLarge(TableWriter table, @Nullable RowImage was, RowImage row, int column) {
        return was != null
                && table.places(was)[column] >= 0
                && row.value(table.places(row)[column]) instanceof LargeText large
                && was.value(table.places(was)[column]) instanceof LargeText before
                && large.equals(before);
    }
}
