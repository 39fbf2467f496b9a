package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories: at every instant the standby holds a prefix of the primary, whatever dies, and in the end the whole. Each
 * history has a seed; {@code -Dunderstudy.histories=N} says how many are drawn, {@code -Dunderstudy.seed=S} repeats one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
abstract class ReplayedFaithfully {

    private static final int TRANSACTIONS = 60;
    private static final int PARTS = 3;

    private Stage stage;
    private OrderSystem system;
    private Standby standby;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        // From here on the replay is in this process, where it can be killed at any place.
        system.onlyServersAndLog(OrderSystem.STANDBY);
        standby = new Standby(system);
    }

    @AfterAll
    void close() {
        if (standby != null) {
            standby.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    LongStream seeds() {
        Long given = Long.getLong("understudy.seed");
        return given != null
                ? LongStream.of(given)
                : new Random().longs(Integer.getInteger("understudy.histories", 1), 0, Integer.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_prefix_at_every_instant_and_the_whole_in_the_end(long seed) throws Exception {
        System.out.println("history " + seed + " (-Dunderstudy.seed=" + seed + " repeats it)");
        Random random = new Random(seed);
        DatabaseServer primary = system.database(OrderSystem.PRIMARY);
        String schema = "h" + seed;
        RandomHistory history = new RandomHistory(primary, schema, seed, RandomTable.Keys.ANY);
        history.begin();
        for (int part = 0; part < PARTS; part++) {
            Thread writing = new Thread(() -> write(history), "history");
            writing.start();
            while (writing.isAlive()) {
                standby.holdsAPrefix(schema);
                Thread.sleep(10 + random.nextInt(60));
                if (random.nextInt(6) == 0) {
                    standby.killApplier();
                    standby.holdsAPrefix(schema);
                }
            }
            writing.join();
            if (random.nextInt(PARTS) == 0) {
                standby.killServer();
                standby.holdsAPrefix(schema);
            }
        }
        theSameInTheEnd(primary, schema);
        System.out.println(history.told() + "; the applier died " + standby.deaths() + " times so far");
        assertThat(history.committed()).as("transactions of the history").isPositive();
    }

    /** A lock that nobody gives back, and a statement that waits for it for longer than anybody would. */
    @Test
    @Timeout(120)
    void it_ends_within_a_statement_that_does_not() throws Exception {
        DatabaseServer held = system.database(OrderSystem.STANDBY);
        try (Connection primary = system.database(OrderSystem.PRIMARY).connect();
                Statement writer = primary.createStatement();
                Connection holding = held.connect();
                Statement holder = holding.createStatement()) {
            writer.execute("CREATE DATABASE held");
            writer.execute("CREATE TABLE held.t (id INT PRIMARY KEY, n INT)");
            writer.execute("INSERT INTO held.t VALUES (1, 1)");
            standby.await(system.engine().executed(primary));
            holder.execute("SET GLOBAL innodb_lock_wait_timeout = 100000");
            standby.killApplier();
            holder.execute("START TRANSACTION");
            holder.execute("SELECT * FROM held.t FOR UPDATE");

            writer.execute("UPDATE held.t SET n = 2");
            awaitWaiting(holder);
            standby.stop();

            holder.execute("ROLLBACK");
            holder.execute("SET GLOBAL innodb_lock_wait_timeout = 50");
            standby.goOn();
            standby.await(system.engine().executed(primary));
            writer.execute("DROP DATABASE held");
        }
    }

    private static void awaitWaiting(Statement statement) throws SQLException, InterruptedException {
        int waiting = 0;
        while (waiting == 0) {
            // InnoDB looks anew only where nobody has asked for 100 ms.
            Thread.sleep(250);
            try (ResultSet row = statement.executeQuery(
                    "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")) {
                row.next();
                waiting = row.getInt(1);
            }
        }
    }

    private static void write(RandomHistory history) {
        try {
            history.write(TRANSACTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void theSameInTheEnd(DatabaseServer primary, String schema) throws SQLException, InterruptedException {
        try (Connection connection = primary.connect();
                Connection other = system.database(OrderSystem.STANDBY).connect();
                Statement statement = connection.createStatement()) {
            // A statement that comes as several records is whole when the next transaction shows.
            statement.execute("INSERT INTO " + schema + ".first_words VALUES (99, 1)");
            TransactionSet executed = system.engine().executed(connection);
            standby.await(executed);
            TableComparison.Result result = TableComparison.compare(connection, other);
            assertThat(result.differences()).isEmpty();
            assertThat(result.rows()).isPositive();
            assertThat(DefinedObjects.ofStandby(other)).isEqualTo(DefinedObjects.of(connection));
            statement.execute("DROP DATABASE " + schema);
        }
    }
}
