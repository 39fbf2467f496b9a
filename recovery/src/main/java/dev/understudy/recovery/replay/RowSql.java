package dev.understudy.recovery.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recovery.replay.Change.TableName;
import dev.understudy.recovery.replay.TableShape.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows as strict SQL: an INSERT must not collide, an UPDATE or DELETE matches exactly one row. Idempotent forms would only
 * hide divergence. Pure.
 */
final class RowSql {

    private RowSql() {}

    /**
     * @throws Values.Unfaithful where a value cannot be carried over
     */
    static SqlStatement of(TableShape table, Change.Row row) {
        if (row.before() == null && row.after() != null) {
            return insert(table, row.after());
        }
        if (row.before() != null && row.after() != null) {
            return update(table, row.before(), row.after());
        }
        if (row.before() != null) {
            return delete(table, row.before());
        }
        throw new IllegalArgumentException("a change of " + table.name() + " has neither a before nor an after");
    }

    private static SqlStatement insert(TableShape table, ObjectNode after) {
        List<@Nullable Object> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (Column column : table.columns()) {
            if (written(column, after)) {
                names.add(TableName.quote(column.name()));
                marks.add("?");
                parameters.add(Values.bind(column, after.path(column.name())));
            }
        }
        return new SqlStatement(
                "INSERT INTO " + table.name().quoted() + " (" + String.join(", ", names) + ") VALUES ("
                        + String.join(", ", marks) + ")",
                parameters);
    }

    private static SqlStatement update(TableShape table, ObjectNode before, ObjectNode after) {
        List<@Nullable Object> parameters = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (Column column : table.columns()) {
            if (written(column, after)) {
                sets.add(TableName.quote(column.name()) + " = ?");
                parameters.add(Values.bind(column, after.path(column.name())));
            }
        }
        String where = where(table, before, parameters);
        return new SqlStatement(
                "UPDATE " + table.name().quoted() + " SET " + String.join(", ", sets) + where, parameters);
    }

    private static SqlStatement delete(TableShape table, ObjectNode before) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(table, before, parameters);
        return new SqlStatement("DELETE FROM " + table.name().quoted() + where, parameters);
    }

    /** By the primary key; without one by every column, and one row of those that are the same. */
    private static String where(TableShape table, ObjectNode before, List<@Nullable Object> parameters) {
        boolean keyed = table.hasKey();
        Predicate<Column> wanted = keyed ? Column::key : column -> written(column, before);
        List<String> conditions = new ArrayList<>();
        for (Column column : table.columns()) {
            if (wanted.test(column)) {
                conditions.add(TableName.quote(column.name()) + (keyed ? " = ?" : " <=> ?"));
                parameters.add(Values.bind(column, before.path(column.name())));
            }
        }
        return " WHERE " + String.join(" AND ", conditions) + (keyed ? "" : " LIMIT 1");
    }

    private static boolean written(Column column, ObjectNode row) {
        return !column.generated() && row.has(column.name());
    }
}
