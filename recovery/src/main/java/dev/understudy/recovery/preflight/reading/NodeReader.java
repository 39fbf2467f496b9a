package dev.understudy.recovery.preflight.reading;

import dev.understudy.engine.Acknowledgers;
import dev.understudy.engine.Engine;
import dev.understudy.engine.Inspection;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import dev.understudy.recovery.preflight.facts.NodeFacts.StartedReadOnly;
import dev.understudy.recovery.replay.Position;
import dev.understudy.runtime.config.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Asks one server, in one connection. A server that hangs is given up after some seconds. */
final class NodeReader {

    private static final String ANSWER_WITHIN_MILLIS = "8000";
    private static final Set<Integer> NEVER_FOLLOWED = Set.of(1049, 1146);
    private static final List<String> READ_ONLY = List.of("super_read_only", "read_only");

    private final Engine engine;
    private final String cluster;
    private final Account account;

    /** What a server said, and what it has executed. */
    record Answer(NodeFacts facts, TransactionSet executed) {}

    NodeReader(Engine engine, String cluster, Account account) {
        this.engine = engine;
        this.cluster = cluster;
        this.account = account;
    }

    Answer read(String node, Address address) throws SQLException {
        try (Connection connection = open(address)) {
            Rows rows = new Rows(connection);
            Inspection inspection = engine.inspection();
            Map<String, String> variables = variables(rows);
            TransactionSet executed = engine.executed(connection);
            NodeFacts facts = new NodeFacts(
                    node,
                    variables,
                    setByHand(rows, inspection),
                    startedReadOnly(rows, inspection, variables),
                    filter(rows, inspection),
                    replicatesFrom(rows, inspection),
                    AccountReader.read(rows, inspection),
                    SchemaReader.read(rows),
                    rows.of("XA RECOVER").size(),
                    executed.minus(applied(connection)).text());
            return new Answer(facts, executed);
        }
    }

    /**
     * Who lets its commits return.
     *
     * @param keepers their connections
     */
    Acknowledgers acknowledgers(Address address, Set<Long> keepers) throws SQLException {
        try (Connection connection = open(address)) {
            return new Acknowledgers(
                    engine.semiSync().state(connection).clients(),
                    engine.semiSync().readers(connection),
                    keepers);
        }
    }

    private Connection open(Address address) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", account.user());
        properties.put("password", account.password());
        properties.put("socketTimeout", ANSWER_WITHIN_MILLIS);
        return DriverManager.getConnection(engine.jdbcUrl(address.host(), address.port()), properties);
    }

    private static Map<String, String> variables(Rows rows) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        for (List<String> row : rows.of("SHOW GLOBAL VARIABLES")) {
            variables.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1));
        }
        for (List<String> row : rows.of("SHOW GLOBAL STATUS LIKE 'rpl\\_semi\\_sync\\_%'")) {
            variables.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1));
        }
        return variables;
    }

    private static Set<String> setByHand(Rows rows, Inspection inspection) throws SQLException {
        Set<String> byHand = new HashSet<>();
        for (List<String> row : rows.of(inspection.origins())) {
            if (!inspection.startOrigins().contains(row.get(1))) {
                byHand.add(row.get(0));
            }
        }
        rows.of(inspection.persisted()).forEach(row -> byHand.remove(row.get(0)));
        return byHand;
    }

    /** Told only where nobody changed it since the start, or where the server wrote it down. */
    private static StartedReadOnly startedReadOnly(Rows rows, Inspection inspection, Map<String, String> variables)
            throws SQLException {
        for (List<String> row : rows.of(inspection.persisted())) {
            if (READ_ONLY.contains(row.get(0)) && row.get(1).equals("ON")) {
                return StartedReadOnly.YES;
            }
        }
        StartedReadOnly told = StartedReadOnly.NO;
        for (List<String> row : rows.of(inspection.origins())) {
            if (!READ_ONLY.contains(row.get(0))) {
                continue;
            }
            if (!inspection.startOrigins().contains(row.get(1))) {
                told = StartedReadOnly.UNTOLD;
            } else if ("ON".equals(variables.get(row.get(0)))) {
                return StartedReadOnly.YES;
            }
        }
        return told;
    }

    private static String filter(Rows rows, Inspection inspection) throws SQLException {
        List<String> filters = new ArrayList<>();
        for (List<String> row : rows.of(inspection.binlogStatus())) {
            if (!row.get(2).isEmpty()) {
                filters.add("holds only " + row.get(2));
            }
            if (!row.get(3).isEmpty()) {
                filters.add("leaves out " + row.get(3));
            }
        }
        return String.join(", and ", filters);
    }

    private static List<String> replicatesFrom(Rows rows, Inspection inspection) throws SQLException {
        return rows.column(inspection.replication(), inspection.replicationSource());
    }

    private TransactionSet applied(Connection connection) throws SQLException {
        try {
            return Position.read(connection, engine, cluster)
                    .map(Position::applied)
                    .orElseGet(() -> engine.transactions(""));
        } catch (SQLException e) {
            if (NEVER_FOLLOWED.contains(e.getErrorCode())) {
                return engine.transactions("");
            }
            throw e;
        }
    }
}
