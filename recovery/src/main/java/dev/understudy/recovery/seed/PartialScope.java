package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.changelog.Change;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.changelog.SourceTransaction;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.Gaps;
import dev.understudy.recovery.replay.Scope;
import dev.understudy.recovery.replay.TiedTables;
import dev.understudy.recovery.sql.StatementKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the log concerns a copy that has gaps, up to the cut at which the gaps are to be filled. A statement that names a table with gaps empties
 * that table first: it is copied anew as a whole. Used by one thread.
 */
final class PartialScope implements Scope {

    private static final Logger LOG = LoggerFactory.getLogger(PartialScope.class);

    private final Connection target;
    private final Engine engine;
    private final TransactionSet cut;
    private Gaps gaps;

    /**
     * @param target a session of its own that writes no binlog
     * @param cut where it ends
     */
    PartialScope(Connection target, Engine engine, TransactionSet cut) throws SQLException {
        this.target = target;
        this.engine = engine;
        this.cut = cut;
        this.gaps = StoredGaps.read(target);
    }

    @Override
    public List<Change> rows(List<Change> rows) {
        return gaps.held(rows);
    }

    @Override
    public boolean endsBefore(String gtid) {
        return !cut.contains(gtid);
    }

    @Override
    public boolean isReached(TransactionSet applied) {
        return applied.containsAll(cut);
    }

    @Override
    public void before(SourceTransaction alone) throws SQLException {
        if (gaps.isEmpty()) {
            return;
        }
        for (Change change : alone.changes()) {
            if (change instanceof Change.Raw) {
                throw new Gaps.Untold("events that were rescued from a dead primary's disk cannot be applied in part");
            }
            if (change instanceof Change.Ddl ddl) {
                Set<TableName> named = gaps.namedIn(ddl.sql());
                refuse(ddl.sql(), named);
                for (TableName table : named) {
                    empty(table, ddl.sql());
                }
            }
        }
        gaps = StoredGaps.read(target);
    }

    /** What takes a table's rows elsewhere, or brings others, and what could not be followed by the table's number. */
    private void refuse(String sql, Set<TableName> named) {
        StatementKind kind = StatementKind.of(sql);
        boolean moves = kind.verb().equals("RENAME") || kind.renaming();
        boolean numberless =
                named.stream().anyMatch(table -> gaps.of(table).stream().anyMatch(gap -> gap.number() == 0));
        boolean swaps = sql.toUpperCase(Locale.ROOT).matches("(?s).*\\bEXCHANGE\\s+PARTITION\\b.*");
        if (!named.isEmpty() && (swaps || kind.replacing() || (moves && numberless))) {
            throw new Gaps.Untold("a statement cannot be carried out on a part of a table: " + sql);
        }
    }

    private void empty(TableName table, String sql) throws SQLException {
        if (gaps.of(table).stream().allMatch(Gap::isWhole)) {
            return;
        }
        LOG.info("{} is copied anew, as a statement names it: {}", table, sql);
        StoredGaps.open(target, table, gaps.of(table).get(0).number());
        truncate(target, table);
        StoredGaps.renumber(target, table, TableNumbers.read(target, engine).of(table));
    }

    static void truncate(Connection target, TableName table) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute("TRUNCATE TABLE " + table.quoted());
        }
    }

    @Override
    public void after(SourceTransaction alone) throws SQLException {
        if (!gaps.isEmpty()) {
            boolean drops = alone.changes().stream()
                    .anyMatch(change -> change instanceof Change.Ddl ddl
                            && StatementKind.of(ddl.sql()).verb().equals("DROP"));
            follow(drops);
            gaps = StoredGaps.read(target);
            refuseTies();
        }
    }

    /** The tables' names may have changed, or their numbers, or they are gone. */
    private void follow(boolean drops) throws SQLException {
        TableNumbers now = TableNumbers.read(target, engine);
        Map<Long, TableName> byNumber = now.byNumber();
        List<Gap> renamed = new ArrayList<>();
        List<TableName> names = new ArrayList<>();
        for (TableName table : gaps.tables()) {
            long number = gaps.of(table).get(0).number();
            TableName name = byNumber.get(number);
            if (name != null && !name.equals(table)) {
                gaps.of(table).forEach(gap -> {
                    renamed.add(gap);
                    names.add(name);
                });
            } else if (name == null && isThere(table)) {
                StoredGaps.renumber(target, table, now.of(table));
            } else if (name == null && drops) {
                StoredGaps.forget(target, table);
            } else if (name == null) {
                throw new Gaps.Untold(table + " has another name now that cannot be told");
            }
        }
        StoredGaps.rename(target, renamed, names);
    }

    /** Rows that the server itself changes when others change must be there with them, or not at all. */
    private void refuseTies() throws SQLException {
        Set<TableName> tied = TiedTables.of(target, engine);
        boolean some = tied.stream().anyMatch(table -> !gaps.of(table).isEmpty());
        if (some && !tied.stream().allMatch(table -> gaps.of(table).stream().anyMatch(Gap::isWhole))) {
            throw new Gaps.Untold("a foreign key now changes rows of tables of which only a part is there");
        }
    }

    private boolean isThere(TableName table) throws SQLException {
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM information_schema.tables WHERE table_schema = "
                        + Catalog.literal(table.schema()) + " AND table_name = " + Catalog.literal(table.table()))) {
            return row.next();
        }
    }
}
