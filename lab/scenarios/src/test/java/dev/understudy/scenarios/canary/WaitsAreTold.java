package dev.understudy.scenarios.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.OpenWork;
import dev.understudy.engine.WriteWait;
import dev.understudy.engine.WriteWait.Cause;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server tells over one session what another one waits for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WaitsAreTold {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PASSWORD = "Visitor-1-password";
    private static final String WRITE = "UPDATE watch.canary SET seq = seq + 1 WHERE id = ";

    private Stage stage;
    private DatabaseServer server;
    private Engine engine;
    private final List<Thread> writers = new ArrayList<>();

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        ServerBinaries binaries = binaries();
        engine = Engine.named(binaries.engine());
        server = DatabaseServer.initialise(
                stage,
                new DatabaseServer.Options(
                        "orders-a",
                        binaries,
                        1,
                        stage.freePort(),
                        engine.semiSync().serverOptions()));
        server.startWithoutWaiting();
        server.awaitReady();
        try (Connection connection = server.connect()) {
            engine.setReadOnly(connection, false);
            engine.suppressBinlog(connection);
            execute(connection, "CREATE DATABASE watch");
            execute(connection, "CREATE TABLE watch.canary (id INT PRIMARY KEY, seq INT NOT NULL)");
            execute(connection, "INSERT INTO watch.canary VALUES (1, 0), (2, 0)");
            execute(connection, "CREATE USER visitor IDENTIFIED BY '" + PASSWORD + "'");
            execute(connection, "GRANT ALL ON watch.* TO visitor");
            execute(connection, engine.semiSync().enable(false));
        }
    }

    @AfterEach
    void released() throws InterruptedException {
        for (Thread writer : writers) {
            writer.join(PATIENCE.toMillis());
            assertThat(writer.isAlive()).as("it was let through").isFalse();
        }
        writers.clear();
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void nothing_is_waited_for_where_nothing_waits() throws Exception {
        try (Connection asking = server.connect();
                Connection idle = server.connect()) {
            assertThat(engine.whyItWaits(asking, id(idle)).cause()).isEqualTo(Cause.UNKNOWN);
        }
    }

    @Test
    void a_commit_without_an_acknowledgement_says_so_and_so_does_one_that_queues_behind_it() throws Exception {
        try (Connection asking = server.connect();
                Connection first = server.connect();
                Connection second = server.connect()) {
            execute(asking, engine.semiSync().enable(true));
            long firstId = writes(first, 1);
            assertThat(reason(asking, firstId).cause()).isEqualTo(Cause.SEMI_SYNC);
            long secondId = writes(second, 2);
            assertThat(reason(asking, secondId).cause()).isEqualTo(Cause.SEMI_SYNC);
            execute(asking, engine.semiSync().enable(false));
            released();
        }
    }

    @Test
    void a_row_that_another_transaction_has_locked() throws Exception {
        try (Connection asking = server.connect();
                Connection holder = server.connect();
                Connection waiting = server.connect()) {
            holder.setAutoCommit(false);
            execute(holder, WRITE + 1);
            long waitingId = writes(waiting, 1);
            assertThat(reason(asking, waitingId).cause()).isEqualTo(Cause.LOCK);
            holder.rollback();
            released();
        }
    }

    @Test
    void a_read_lock_on_everything() throws Exception {
        try (Connection asking = server.connect();
                Connection holder = server.connect();
                Connection waiting = server.connect()) {
            execute(holder, "FLUSH TABLES WITH READ LOCK");
            long waitingId = writes(waiting, 1);
            assertThat(reason(asking, waitingId).cause()).isEqualTo(Cause.LOCK);
            execute(holder, "UNLOCK TABLES");
            released();
        }
    }

    @Test
    void what_a_client_has_under_way() throws Exception {
        try (Connection asking = server.connect();
                Connection visitor = visitor()) {
            OpenWork rest = atRest(asking);
            assertThat(rest.exact()).as("MariaDB keeps no transactions").isEqualTo(isMySql());

            execute(visitor, "START TRANSACTION");
            assertThat(openWork(asking).sessions())
                    .as("it has touched nothing yet")
                    .isEqualTo(1);
            execute(visitor, WRITE + 1);
            Thread.sleep(1_200);
            assertThat(openWork(asking).sessions()).as("quiet, with a row").isEqualTo(1);
            execute(visitor, "ROLLBACK");
            OpenWork after = atRest(asking);
            if (isMySql()) {
                assertThat(after.mark()).as("there was one").isNotEqualTo(rest.mark());
                assertThat(openWork(asking).mark()).isEqualTo(after.mark());
            }

            execute(visitor, WRITE + 1);
            OpenWork more = atRest(asking);
            if (isMySql()) {
                assertThat(more.mark()).as("a statement by itself is one, too").isNotEqualTo(after.mark());
            }
        }
    }

    @Test
    void a_transaction_that_has_touched_nothing_is_seen_for_as_long_as_it_lasts_where_transactions_are_kept()
            throws Exception {
        try (Connection asking = server.connect();
                Connection visitor = visitor()) {
            execute(visitor, "START TRANSACTION");
            Thread.sleep(1_200);
            assertThat(openWork(asking).sessions()).isEqualTo(isMySql() ? 1 : 0);
        }
    }

    private boolean isMySql() {
        return engine.name().equals("mysql");
    }

    private OpenWork openWork(Connection asking) throws SQLException {
        return engine.openWork(asking, Set.of(DatabaseServer.ROOT));
    }

    private OpenWork atRest(Connection asking) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        OpenWork work;
        do {
            Thread.sleep(110);
            work = openWork(asking);
        } while (work.sessions() > 0 && System.nanoTime() < end);
        assertThat(work.sessions()).isZero();
        return work;
    }

    private Connection visitor() throws SQLException {
        return DriverManager.getConnection(engine.jdbcUrl("127.0.0.1", server.port()), "visitor", PASSWORD);
    }

    /** Begins to; returns the session's id. */
    private long writes(Connection connection, int row) throws SQLException {
        long id = id(connection);
        Thread writer = new Thread(
                () -> {
                    try {
                        execute(connection, WRITE + row);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "writer-" + row);
        writer.start();
        writers.add(writer);
        return id;
    }

    /** What it is, once it is known. */
    private WriteWait reason(Connection asking, long waiting) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        WriteWait why;
        do {
            Thread.sleep(100);
            why = engine.whyItWaits(asking, waiting);
        } while (why.cause() == Cause.UNKNOWN && System.nanoTime() < end);
        return why;
    }

    private static long id(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT CONNECTION_ID()")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
