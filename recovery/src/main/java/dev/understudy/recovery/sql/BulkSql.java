package dev.understudy.recovery.sql;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.LargeText;
import dev.understudy.recovery.changelog.RowImage;
import dev.understudy.recovery.sql.TableShape.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The net changes of one table in few statements: a DELETE by a list of keys, an UPDATE joined to a list of rows for each set
 * of columns that change, an INSERT of many rows. Rows with a value that does not like lists, or is large, are written one by
 * one. Pure.
 */
final class BulkSql {

    private static final int ROWS = 500;
    private static final int TUPLES_SIZE = 512 * 1024;
    /** Three bytes each in UTF-8 at most: beyond 64 KB MariaDB cuts a value that goes through a list of rows (seen on 11.4.5). */
    private static final int LARGE_VALUE = 20 * 1024;

    private final TableWriter table;
    private final Engine engine;
    private final StepList steps;
    private final int[] key;

    BulkSql(TableWriter table, Engine engine, StepList steps) {
        this.table = table;
        this.engine = engine;
        this.steps = steps;
        this.key = table.keyColumns();
    }

    void write(List<Net> nets) {
        List<RowImage> gone = new ArrayList<>();
        Map<BitSet, List<Net>> changed = new LinkedHashMap<>();
        List<RowImage> come = new ArrayList<>();
        List<RowImage> passing = new ArrayList<>();
        for (Net net : nets) {
            RowImage before = net.before();
            RowImage after = net.after();
            if (before != null && after != null) {
                BitSet columns = changes(before, after);
                if (!columns.isEmpty()) {
                    changed.computeIfAbsent(columns, any -> new ArrayList<>()).add(net);
                }
            } else if (before != null) {
                gone.add(before);
            } else if (after != null) {
                come.add(after);
            } else if (net.passing() != null) {
                passing.add(net.passing());
            }
        }
        delete(gone);
        changed.forEach(this::update);
        insert(come);
        for (RowImage row : passing) {
            one(new Change.Row(table.shape().name(), null, row));
            one(new Change.Row(table.shape().name(), row, null));
        }
    }

    private BitSet changes(RowImage before, RowImage after) {
        int[] was = table.places(before);
        int[] is = table.places(after);
        BitSet changes = new BitSet();
        for (int i = 0; i < is.length; i++) {
            boolean same = is[i] < 0 || (was[i] >= 0 && Objects.equals(before.value(was[i]), after.value(is[i])));
            changes.set(i, !same);
        }
        return changes;
    }

    private void delete(List<RowImage> rows) {
        String columns = names(key);
        boolean one = key.length == 1;
        Tuples tuples = new Tuples(list -> steps.add(
                "DELETE FROM " + table.shape().name().quoted() + " WHERE "
                        + (one ? columns : "(" + columns + ")") + " IN ("
                        + String.join(
                                ", ",
                                one
                                        ? list
                                        : list.stream()
                                                .map(each -> "(" + each + ")")
                                                .toList()) + ")",
                new Step.Expected(list.size(), "DELETE FROM " + table.shape().name())));
        for (RowImage row : rows) {
            StringBuilder tuple = new StringBuilder();
            values(tuple, row, key);
            tuples.add(tuple.toString());
        }
        tuples.end();
    }

    private void update(BitSet columns, List<Net> nets) {
        int[] set = columns.stream().toArray();
        boolean listed =
                Arrays.stream(set).allMatch(i -> isListed(table.columns().get(i)));
        Tuples tuples = new Tuples(list -> join(set, list));
        for (Net net : nets) {
            RowImage after = Objects.requireNonNull(net.after());
            if (!listed || isSpecial(after, set)) {
                one(new Change.Row(table.shape().name(), net.before(), after));
                continue;
            }
            StringBuilder tuple = new StringBuilder();
            values(tuple, after, key);
            tuple.append(", ");
            values(tuple, after, set);
            tuples.add(tuple.toString());
        }
        tuples.end();
    }

    private void join(int[] set, List<String> tuples) {
        StringBuilder sql = new StringBuilder("UPDATE ");
        sql.append(engine.rowList(key.length + set.length, tuples))
                .append(" STRAIGHT_JOIN ")
                .append(table.shape().name().quoted())
                .append(" t ON ");
        for (int i = 0; i < key.length; i++) {
            sql.append(i == 0 ? "" : " AND ")
                    .append("t.")
                    .append(name(key[i]))
                    .append(" = v.c")
                    .append(i);
        }
        sql.append(" SET ");
        for (int i = 0; i < set.length; i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append("t.")
                    .append(name(set[i]))
                    .append(" = v.c")
                    .append(key.length + i);
        }
        steps.add(
                sql, new Step.Expected(tuples.size(), "UPDATE " + table.shape().name()));
    }

    private void insert(List<RowImage> rows) {
        Map<List<Integer>, Tuples> byColumns = new LinkedHashMap<>();
        for (RowImage row : rows) {
            int[] places = table.places(row);
            int[] columns = java.util.stream.IntStream.range(0, places.length)
                    .filter(i -> places[i] >= 0)
                    .toArray();
            if (isSpecial(row, columns)) {
                one(new Change.Row(table.shape().name(), null, row));
                continue;
            }
            StringBuilder tuple = new StringBuilder();
            values(tuple, row, columns);
            byColumns
                    .computeIfAbsent(
                            Arrays.stream(columns).boxed().toList(),
                            any -> new Tuples(list -> steps.add(
                                    "INSERT INTO " + table.shape().name().quoted() + " (" + names(columns)
                                            + ") VALUES (" + String.join("), (", list) + ")",
                                    new Step.Expected(
                                            list.size(),
                                            "INSERT INTO " + table.shape().name()))))
                    .add(tuple.toString());
        }
        byColumns.values().forEach(Tuples::end);
    }

    private void one(Change.Row row) {
        steps.add(RowSql.of(table, row), RangeSql.one(row));
    }

    /** Whether a value of this type stays what it is on its way through a list of rows. */
    private static boolean isListed(Column column) {
        return column.isInteger()
                || column.isText()
                || switch (column.type()) {
                    case "decimal",
                            "float",
                            "double",
                            "date",
                            "time",
                            "datetime",
                            "timestamp",
                            "binary",
                            "varbinary",
                            "tinyblob",
                            "blob",
                            "mediumblob",
                            "longblob" -> true;
                    default -> false;
                };
    }

    private boolean isSpecial(RowImage row, int[] columns) {
        int[] places = table.places(row);
        for (int i : columns) {
            Object value = row.value(places[i]);
            boolean large = value instanceof LargeText || (value instanceof String text && text.length() > LARGE_VALUE);
            if (large || Values.isLenient(table.columns().get(i), value)) {
                return true;
            }
        }
        return false;
    }

    private void values(StringBuilder tuple, RowImage row, int[] columns) {
        String separator = "";
        for (int i : columns) {
            tuple.append(separator);
            @Nullable Object value = table.value(row, i);
            Literals.append(tuple, value);
            separator = ", ";
        }
    }

    private String names(int[] columns) {
        return String.join(", ", Arrays.stream(columns).mapToObj(this::name).toList());
    }

    private String name(int column) {
        return TableName.quote(table.columns().get(column).name());
    }

    /** Rows of one statement, as many as go well together. */
    private static final class Tuples {

        private final java.util.function.Consumer<List<String>> statement;
        private final List<String> tuples = new ArrayList<>();
        private long size;

        Tuples(java.util.function.Consumer<List<String>> statement) {
            this.statement = statement;
        }

        void add(String tuple) {
            tuples.add(tuple);
            size += tuple.length();
            if (tuples.size() >= ROWS || size >= TUPLES_SIZE) {
                end();
            }
        }

        void end() {
            if (!tuples.isEmpty()) {
                statement.accept(List.copyOf(tuples));
                tuples.clear();
                size = 0;
            }
        }
    }
}
