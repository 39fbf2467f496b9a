package dev.understudy.recovery.seed;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.gaps.Gap;
import dev.understudy.recovery.gaps.Gaps;
import dev.understudy.recovery.replay.Definitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables of which nothing is there, once the copy stands at the cut: they are made what they are on the source, whatever somebody did to them, and
 * the large ones are split, so that several sessions can copy them.
 */
final class WholeGaps {

    private static final Logger LOG = LoggerFactory.getLogger(WholeGaps.class);
    private static final String OWN_SCHEMA = "understudy";

    private final Engine engine;
    private final Planning planning;

    WholeGaps(Engine engine, int sessions) {
        this.engine = engine;
        this.planning = new Planning(engine, sessions);
    }

    /**
     * @param to in a transaction, which is committed
     * @return false where something was defined since the cut: another one is needed
     */
    boolean settle(Connection from, Snapshot snapshot, Connection to) throws SQLException {
        Gaps gaps = StoredGaps.read(to);
        Map<TableName, String> wanted = new LinkedHashMap<>();
        for (TableName table : gaps.tables()) {
            if (!table.schema().equals(OWN_SCHEMA) && gaps.of(table).stream().allMatch(Gap::isWhole)) {
                wanted.put(table, SourceTable.definition(from, table));
            }
        }
        boolean atCut = snapshot.definitions().equals(Definitions.of(from, engine));
        if (atCut) {
            for (Map.Entry<TableName, String> each : wanted.entrySet()) {
                settle(from, snapshot, to, each.getKey(), each.getValue());
            }
        }
        to.commit();
        return atCut;
    }

    private void settle(Connection from, Snapshot snapshot, Connection to, TableName table, String wanted)
            throws SQLException {
        if (!wanted.equals(SourceTable.definition(to, table))) {
            LOG.warn("{} is defined otherwise than on the primary, and is made anew", table);
            try (Statement statement = to.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS " + table.quoted());
                if (!wanted.isEmpty()) {
                    statement.execute("USE " + TableName.quote(table.schema()));
                    statement.execute(wanted);
                }
            }
        }
        StoredGaps.forget(to, table);
        if (!wanted.isEmpty()) {
            StoredGaps.add(to, planning.of(from, snapshot.sessions().get(0), to, table, TableNumbers.read(to, engine)));
        }
    }
}
