package dev.understudy.recovery.sql;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a range as statements. Rows of different tables may pass one another, since nobody sees the range half done; not
 * where the server changes rows of one when another's are changed. Not thread-safe: it remembers the tables' columns.
 */
public final class RangeSql {

    private final Engine engine;
    private final Map<TableName, TableWriter> writers = new HashMap<>();

    public RangeSql(Engine engine) {
        this.engine = engine;
    }

    /**
     * @param shapes every table that the rows belong to
     * @throws Unfaithful where a value cannot be carried over
     */
    public List<Step> steps(List<Change.Row> rows, Map<TableName, TableShape> shapes) {
        StepList steps = new StepList();
        Map<TableName, List<Change.Row>> byTable = new LinkedHashMap<>();
        List<Change.Row> tied = new ArrayList<>();
        for (Change.Row row : rows) {
            if (writer(row.table(), shapes).shape().cascades()) {
                tied.add(row);
            } else {
                byTable.computeIfAbsent(row.table(), any -> new ArrayList<>()).add(row);
            }
        }
        byTable.forEach((name, ofTable) -> write(writer(name, shapes), ofTable, steps));
        if (!tied.isEmpty()) {
            // Here the server itself changes the rows that the log lacks, and may look for parents.
            steps.add("SET foreign_key_checks = 1", Step.Expected.NO_ROWS);
            tied.forEach(row -> steps.add(RowSql.of(writer(row.table(), shapes), row), one(row)));
            steps.add("SET foreign_key_checks = 0", Step.Expected.NO_ROWS);
        }
        return steps.build();
    }

    private void write(TableWriter table, List<Change.Row> rows, StepList steps) {
        Optional<List<Net>> nets = Netting.of(table, rows);
        if (nets.isPresent()) {
            new BulkSql(table, engine, steps).write(nets.get());
        } else {
            rows.forEach(row -> steps.add(RowSql.of(table, row), one(row)));
        }
    }

    static Step.Expected one(Change.Row row) {
        String verb = row.before() == null ? "INSERT INTO " : row.after() == null ? "DELETE FROM " : "UPDATE ";
        return new Step.Expected(1, verb + row.table());
    }

    private TableWriter writer(TableName name, Map<TableName, TableShape> shapes) {
        TableShape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no shape of " + name);
        }
        TableWriter known = writers.get(name);
        if (known == null || known.shape() != shape) {
            known = new TableWriter(shape);
            writers.put(name, known);
        }
        return known;
    }
}
