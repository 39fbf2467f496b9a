package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.orders.verify.TableComparison;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The engine's own replica is the control: where our replay is stopped, in the middle of a history with its DDL, the replica is
 * brought to the same position, and both hold the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SameAsNativeReplica {

    private static final int TRANSACTIONS = 60;
    private static final int STOPS = 3;

    private Stage stage;
    private OrderSystem system;
    private Standby standby;
    private NativeReplica replica;

    abstract ServerBinaries binaries();

    /** Which tables this engine's own replica can be a control for. */
    abstract RandomTable.Keys keys();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        system.onlyServersAndLog(OrderSystem.STANDBY);
        standby = new Standby(system);
        replica = NativeReplica.of(stage, binaries(), system.database(OrderSystem.PRIMARY));
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

    @Test
    void at_the_same_position_both_hold_the_same() throws Exception {
        long seed = Long.getLong("understudy.seed", new Random().nextInt(Integer.MAX_VALUE));
        System.out.println("history " + seed + " (-Dunderstudy.seed=" + seed + " repeats it)");
        Random random = new Random(seed);
        RandomHistory history = new RandomHistory(system.database(OrderSystem.PRIMARY), "h" + seed, seed, keys());
        history.begin();
        for (int stop = 0; stop < STOPS; stop++) {
            Thread writing = new Thread(() -> write(history), "history");
            writing.start();
            standby.awaitMore();
            Thread.sleep(random.nextInt(1_500));
            // Wherever it is: it holds a prefix.
            sameAt(standby.stop());
            writing.join();
            standby.goOn();
        }
        try (Connection primary = system.database(OrderSystem.PRIMARY).connect()) {
            primary.createStatement().execute("INSERT INTO h" + seed + ".first_words VALUES (99, 1)");
            standby.await(system.engine().executed(primary));
        }
        assertThat(sameAt(standby.stop())).as("rows in the end").isPositive();
        System.out.println(history.told());
    }

    private static void write(RandomHistory history) {
        try {
            history.write(TRANSACTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many rows both hold: none at an early stop. */
    private long sameAt(TransactionSet position) throws Exception {
        replica.goTo(position);
        try (Connection ours = system.database(OrderSystem.STANDBY).connect();
                Connection control = replica.connect()) {
            TableComparison.Result result = TableComparison.compare(control, ours);
            assertThat(result.differences()).as("at " + position.text()).isEmpty();
            assertThat(DefinedObjects.ofStandby(ours)).isEqualTo(awake(DefinedObjects.of(control)));
            System.out.println(
                    "the same at " + position.text() + ": " + result.tables() + " tables, " + result.rows() + " rows");
            return result.rows();
        }
    }

    /** A replica puts events to sleep one by one, a standby of ours has its scheduler off. */
    private static List<String> awake(List<String> objects) {
        return objects.stream()
                .map(text -> text.replaceAll("\\b(REPLICA|SLAVE)_?SIDE_DISABLED\\b", "ENABLED"))
                .toList();
    }
}
