package dev.understudy.scenarios.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.verify.Report;
import dev.understudy.recovery.verify.Side;
import dev.understudy.recovery.verify.Subject;
import dev.understudy.recovery.verify.Verification;
import dev.understudy.recovery.verify.VerifyOptions;
import dev.understudy.recovery.verify.digest.Pace;
import dev.understudy.scenarios.EndsAtFirstFailure;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A standby is copied while the primary takes writes and statements, and whoever has a part in it dies at random: it goes on where it was, and in the end
 * the two are the same. {@code -Dunderstudy.rows=N} says how many rows the largest table has, {@code -Dunderstudy.seed=S} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
abstract class SeededFaithfully {

    private static final int INTERRUPTIONS = 4;
    private static final Set<String> OWN =
            Set.of("understudy_recovery", "understudy_agent", "understudy_fence", "understudy_connector");

    private final long seed = Long.getLong("understudy.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Stage stage;
    private OrderSystem system;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        System.out.println("seed " + seed + " (-Dunderstudy.seed=" + seed + " draws the same again)");
        stage = Stage.open(RunFolder.create(folder));
        system = OrderSystem.start(stage, binaries(), System.out::println);
        // From here on the copy is made in this process, where it can be killed at any place.
        system.onlyServersAndLog(OrderSystem.STANDBY);
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void a_copy_goes_on_where_it_was_interrupted_and_is_exact_in_the_end() throws Exception {
        DatabaseServer primary = system.database(OrderSystem.PRIMARY);
        Nursery.create(primary);
        try (CopiedStandby copy = new CopiedStandby(system);
                NurseryLoad load = new NurseryLoad(primary, seed).start()) {
            copy.giveUp();
            int interruptions = 0;
            while (!copy.attempt(interruptions < INTERRUPTIONS, random)) {
                assertThat(copy.awaitsCopy()).as("it is no standby yet").isTrue();
                interruptions++;
            }
            assertThat(copy.awaitsCopy()).isFalse();
            long rows = Nursery.rows(primary);
            System.out.printf(
                    "copied %d rows for %d, with %d interruptions (%s), %d transactions and %d statements meanwhile%n",
                    copy.copied(), rows, interruptions, copy.deaths(), load.committed(), load.defined());
            assertThat(load.failure()).isEmpty();
            assertThat(load.committed()).isPositive();
            assertThat(interruptions).isPositive();
            assertThat(copy.copied())
                    .as("rows that were carried in all, of %d", rows)
                    .isLessThan(2 * rows);
            load.close();
            copy.follow();
            isHeldUntilAnotherShows(primary, copy);
            theSame(primary, copy);
        }
    }

    /** More may belong to the statement that was written last; nobody else writes here, as the agents would. */
    private void isHeldUntilAnotherShows(DatabaseServer primary, CopiedStandby copy) throws Exception {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            String another = "INSERT INTO nursery.noted (big) VALUES (0)";
            statement.execute(another);
            copy.await(executed(primary));
            statement.execute("ALTER TABLE nursery.altered ADD COLUMN written_last INT");
            copy.awaitHeld(executed(primary));
            statement.execute(another);
        }
    }

    private TransactionSet executed(DatabaseServer server) throws SQLException {
        try (Connection connection = server.connect()) {
            return system.engine().executed(connection);
        }
    }

    private void theSame(DatabaseServer primary, CopiedStandby copy) throws Exception {
        copy.await(executed(primary));
        DatabaseServer standby = system.database(OrderSystem.STANDBY);
        Subject subject = new Subject(
                Layout.CLUSTER,
                system.engine(),
                new Side(primary.name(), primary::connect),
                new Side(standby.name(), standby::connect));
        Report report = new Verification(
                        subject,
                        new VerifyOptions(Set.of(), Pace.UNLIMITED, Duration.ofSeconds(5), OWN),
                        Clock.systemUTC())
                .run(progress -> {}, () -> true);
        assertThat(report.differences()).isEmpty();
        assertThat(report.undecided()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Report.Verdict.IDENTICAL);
        assertThat(report.rows()).isGreaterThan(Nursery.BIG);
    }
}
