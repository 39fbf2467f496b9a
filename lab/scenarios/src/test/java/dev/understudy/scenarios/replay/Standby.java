package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.ChangelogReplay;
import dev.understudy.recovery.replay.Position;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.replay.Target;
import dev.understudy.recovery.replay.Token;
import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** The standby with a replay in this process, and what is done to both. One thread, but for {@link #open}. */
final class Standby implements AutoCloseable {

    private static final int LANES = 4;

    private final OrderSystem system;
    private final DatabaseServer server;
    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private Replay replay;
    private int deaths;

    Standby(OrderSystem system) {
        this.system = system;
        this.server = system.database(OrderSystem.STANDBY);
        this.replay = start();
    }

    private Replay start() {
        return new ChangelogReplay(new Target(
                        system.kafkaConfig().client(),
                        Layout.CLUSTER,
                        system.engine(),
                        OrderSystem.STANDBY,
                        this::open,
                        new Token("test", Long.MAX_VALUE),
                        LANES))
                .start();
    }

    private Connection open() throws SQLException {
        Properties account = server.account();
        account.put("allowMultiQueries", "true");
        Connection connection =
                DriverManager.getConnection(system.engine().jdbcUrl("127.0.0.1", server.port()), account);
        opened.add(connection);
        return connection;
    }

    int deaths() {
        return deaths;
    }

    /** The applier dies wherever it is: its sessions end without a word. */
    void killApplier() throws SQLException {
        for (Connection connection : opened) {
            connection.abort(Runnable::run);
        }
        opened.clear();
        deaths++;
        replay.close();
        replay = start();
    }

    /**
     * Ends the applier, wherever it is.
     *
     * @return what the standby holds
     */
    TransactionSet stop() throws SQLException {
        replay.close();
        opened.clear();
        try (Connection connection = server.connect()) {
            return Position.read(connection, system.engine(), Layout.CLUSTER)
                    .orElseThrow()
                    .applied();
        }
    }

    void goOn() {
        replay = start();
    }

    /** Waits until it applies something new. */
    void awaitMore() throws InterruptedException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (replay.progress().state() != Replay.State.FOLLOWING) {
            assertThat(System.nanoTime()).as("%s", replay.progress()).isLessThan(end);
            Thread.sleep(5);
        }
        TransactionSet before = replay.progress().applied();
        while (before.containsAll(replay.progress().applied())) {
            assertThat(System.nanoTime()).as("%s", replay.progress()).isLessThan(end);
            Thread.sleep(5);
        }
    }

    void killServer() {
        server.kill();
        server.start();
    }

    /** Waits until the replay has halted. */
    String awaitHalt() throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (replay.progress().state() != Replay.State.HALTED) {
            assertThat(System.nanoTime()).as("%s", replay.progress()).isLessThan(end);
            Thread.sleep(20);
        }
        return replay.progress().reason();
    }

    /** Waits until all of this is applied. */
    void await(TransactionSet executed) throws InterruptedException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (!replay.progress().applied().containsAll(executed)) {
            Replay.Progress now = replay.progress();
            assertThat(now.state()).as("halted: %s", now.reason()).isNotIn(Replay.State.HALTED, Replay.State.FENCED);
            assertThat(System.nanoTime())
                    .as(
                            "%s still lacks %s; %s",
                            now.applied().text(), executed.minus(now.applied()).text(), now)
                    .isLessThan(end);
            Thread.sleep(20);
        }
    }

    /** At this instant it holds whole transactions only, each session's in order, and all the money. */
    void holdsAPrefix(String schema) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            try (ResultSet row = statement.executeQuery("SELECT (SELECT COUNT(*) FROM " + schema + ".first_words) f,"
                    + " (SELECT COUNT(*) FROM " + schema + ".last_words) l,"
                    + " (SELECT COUNT(*) FROM (SELECT session FROM " + schema
                    + ".last_words GROUP BY session HAVING COUNT(*) <> MAX(n)) gaps) g,"
                    + " (SELECT COALESCE(SUM(balance), -1) FROM " + schema + ".accounts) b,"
                    + " (SELECT COUNT(*) FROM " + schema + ".accounts) a")) {
                row.next();
                assertThat(row.getInt("f")).as("transactions begun and ended").isEqualTo(row.getInt("l"));
                assertThat(row.getInt("g")).as("sessions with a gap").isZero();
                if (row.getInt("a") == 10) {
                    assertThat(row.getInt("b")).as("money").isEqualTo(1000);
                }
            }
        } catch (SQLException e) {
            // The schema is not there yet, or a table was made this very moment; nothing else may go wrong here.
            assertThat(e.getErrorCode()).as(e.getMessage()).isIn(1049, 1146, 1412);
        }
    }

    @Override
    public void close() {
        replay.close();
    }
}
