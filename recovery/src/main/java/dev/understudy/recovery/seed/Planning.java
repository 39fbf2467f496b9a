package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.KeySpan;
import dev.understudy.recovery.replay.TiedTables;
import dev.understudy.recovery.seed.Catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a copy lacks that holds no rows yet. */
final class Planning {

    private static final TableName CANARY = new TableName("understudy", "canary");

    /** A smaller table is copied by one session. */
    private static final long WORTH_SPLITTING = 50_000;

    private final Engine engine;
    private final int sessions;

    Planning(Engine engine, int sessions) {
        this.engine = engine;
        this.sessions = sessions;
    }

    /**
     * @param snapshot a session at the cut
     * @param to which has the tables, all empty
     */
    List<Gap> gaps(Connection from, Connection snapshot, Connection to) throws SQLException {
        TableNumbers numbers = TableNumbers.read(to, engine);
        Set<TableName> tied = TiedTables.of(to, engine);
        List<Gap> gaps = new ArrayList<>();
        gaps.add(whole(CANARY, 0));
        for (String schema : Catalog.schemas(from)) {
            for (Table table : Catalog.tables(from, schema)) {
                TableName name = SourceTable.name(table);
                gaps.addAll(
                        tied.contains(name)
                                ? List.of(whole(name, numbers.of(name)))
                                : split(from, snapshot, name, numbers));
            }
        }
        return gaps;
    }

    /**
     * The same for one table.
     *
     * @param to which has the table, empty
     */
    List<Gap> of(Connection from, Connection snapshot, Connection to, TableName table, TableNumbers numbers)
            throws SQLException {
        return TiedTables.of(to, engine).contains(table)
                ? List.of(whole(table, numbers.of(table)))
                : split(from, snapshot, table, numbers);
    }

    private List<Gap> split(Connection from, Connection snapshot, TableName name, TableNumbers numbers)
            throws SQLException {
        Optional<Gap.Key> key = SourceTable.key(from, name);
        long number = numbers.of(name);
        Gap all = new Gap(0, name, number, key, KeySpan.ALL);
        boolean split = key.isPresent() && SourceTable.estimate(from, all) >= WORTH_SPLITTING;
        List<KeySpan> spans =
                split ? SourceTable.pieces(snapshot, name, key.orElseThrow(), 2 * sessions) : List.of(KeySpan.ALL);
        return spans.stream().map(span -> new Gap(0, name, number, key, span)).toList();
    }

    private static Gap whole(TableName table, long number) {
        return new Gap(0, table, number, Optional.empty(), KeySpan.ALL);
    }
}
