package dev.understudy.scenarios.suites;

import dev.understudy.engine.TransactionSet;
import dev.understudy.scenarios.suites.script.Interpreter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One file, from its first statement to the last look. One thread. */
final class Play {

    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);
    private static final int MOST_LOOKS = 8;
    private static final int MOST_TRIALS = 3;

    private final Servers servers;
    private final Chain chain;
    private final Suite suite;
    private final Path file;
    private final long end;
    private final PlayedSessions sessions;
    private TransactionSet seen;
    private int looks;
    private Chain.Stop found = new Chain.Stop(Outcome.IDENTICAL, "");

    /** @param most how long a file is played; the last look comes then */
    Play(Servers servers, Chain chain, Suite suite, Path file, Duration most) throws SQLException {
        this.servers = servers;
        this.chain = chain;
        this.suite = suite;
        this.file = file;
        this.end = System.nanoTime() + most.toNanos();
        this.sessions = new PlayedSessions(servers.primary(), () -> look(MOST_LOOKS));
        this.seen = executed();
    }

    FileResult play() throws SQLException {
        TransactionSet before = seen;
        Interpreter interpreter = new Interpreter(
                sessions,
                path -> suite.included(file, path),
                environment(),
                () -> found.outcome() != Outcome.IDENTICAL || System.nanoTime() > end);
        String early;
        try (sessions) {
            early = interpreter.play(suite.text(file));
        }
        look(Integer.MAX_VALUE);
        Outcome outcome = found.outcome();
        if (outcome == Outcome.IDENTICAL && before.containsAll(executed())) {
            outcome = Outcome.LEFT_OUT;
            early = early.isEmpty() ? "it writes nothing on the primary" : early;
        }
        return new FileResult(
                file.toString(),
                outcome,
                outcome == Outcome.IDENTICAL || outcome == Outcome.LEFT_OUT ? early : found.reason(),
                looks,
                sessions.carriedOut(),
                sessions.refused(),
                interpreter.leftOut(),
                outcome == Outcome.IDENTICAL || outcome == Outcome.LEFT_OUT ? List.of() : sessions.recent());
    }

    private Map<String, String> environment() {
        String data = suite.folder().toString();
        return Map.of(
                "MYSQL_TEST_DIR", data,
                "MYSQLTEST_VARDIR",
                        servers.primary().data().resolve("../..").normalize().toString(),
                "MYSQL_TMP_DIR",
                        servers.primary()
                                .data()
                                .resolve("../../tmp")
                                .normalize()
                                .toString(),
                "DEFAULT_MASTER_PORT", Integer.toString(servers.primary().port()),
                "MASTER_MYPORT", Integer.toString(servers.primary().port()),
                "ENGINE", "InnoDB",
                "engine_type", "InnoDB");
    }

    private void look(int most) {
        if (found.outcome() != Outcome.IDENTICAL || looks >= most) {
            return;
        }
        try {
            if (seen.containsAll(executed())) {
                return;
            }
            looks++;
            found = compare();
            seen = executed();
        } catch (SQLException e) {
            // A session of the file's own holds a lock: the next look has its chance.
            looks--;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Chain.Stop compare() throws SQLException, InterruptedException {
        try (Connection primary = looking(servers.primary().connect());
                Connection standby = looking(servers.standby().connect())) {
            Likeness likeness = new Likeness(servers.engine());
            List<String> differences = List.of();
            for (int trial = 0; trial < MOST_TRIALS; trial++) {
                // A statement that comes as several records is whole when the next transaction shows.
                try (Statement statement = primary.createStatement()) {
                    statement.execute(
                            "REPLACE INTO understudy.canary VALUES ('suites', 1, 0, " + System.nanoTime() + ")");
                }
                TransactionSet now = servers.engine().executed(primary);
                java.util.Optional<Chain.Stop> stop = chain.await(now, ARRIVES_WITHIN);
                if (stop.isPresent()) {
                    return stop.get();
                }
                differences = likeness.differences(primary, standby);
                if (differences.isEmpty()) {
                    return new Chain.Stop(Outcome.IDENTICAL, "");
                }
            }
            return new Chain.Stop(Outcome.DIFFERENT, String.join("; ", differences));
        }
    }

    private static Connection looking(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = 2");
            statement.execute("SET SESSION innodb_lock_wait_timeout = 2");
            statement.execute("SET SESSION sql_mode = ''");
        }
        return connection;
    }

    private TransactionSet executed() throws SQLException {
        try (Connection connection = servers.primary().connect()) {
            return servers.engine().executed(connection);
        }
    }
}
