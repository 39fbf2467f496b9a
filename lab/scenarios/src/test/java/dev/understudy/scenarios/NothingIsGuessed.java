package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.RecoveryStep;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.scenarios.journal.JournalDamage;
import dev.understudy.scenarios.journal.Stranger;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A primary vanishes with disk and agent, and the journal does not tell what it acknowledged: the fail-over waits for a person, and says why
 * before and after.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(EndsAtFirstFailure.class)
abstract class NothingIsGuessed {

    private Scene scene;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(
                folder,
                binaries(),
                List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY, OrderSystem.THIRD),
                Durability.ZERO_LOSS);
        Path config = scene.system().configuration("recovery");
        Files.writeString(
                config, Files.readString(config).replace("\nrecovery:\n", "\nrecovery:\n  preflight: {every: 2s}\n"));
        scene.recoveryProcess().restart();
        awaitAnswering();
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    @Order(1)
    void where_somebody_else_acknowledged_the_seal_is_no_fence() throws Exception {
        String primary = scene.writer();
        awaitStandbys(primary);
        awaitNothingAgainstWaiting(primary);
        Account account = Configuration.read(scene.system().configuration("recovery"), Map.of())
                .cluster(Layout.CLUSTER)
                .accounts()
                .connector();
        Stranger.of(scene.stage(), binaries(), scene.system().database(primary), account.user(), account.password());
        Scene.await("recovery shows it", () -> warnings().contains("other-acknowledger: " + primary));
        assertThat(warnings()).contains(account.user() + "@127.0.0.1:").contains("and is no keeper");
        Scene.await("it is recorded", () -> !againstWaiting(primary).equals(List.of()));
        assertThat(Files.readString(scene.stage().folder().log("recovery")))
                .contains("the journal's seal is no fence while this stands: other-acknowledger: " + primary);

        long epoch = scene.epoch();
        vanish(primary);
        awaitRefusal("nothing proves that " + primary + " can acknowledge no more writes");
        awaitForced(epoch);

        assertThat(certificate()).containsEntry("fence", "override").doesNotContainKey("lost");
        assertThat(String.valueOf(certificate().get("unknown"))).startsWith("everything after ");
    }

    @Test
    @Order(2)
    void where_the_journal_is_damaged_it_is_named_and_what_was_lost_is_unknown() throws Exception {
        String primary = scene.writer();
        String standby = scene.system().nodes().stream()
                .filter(node -> !node.equals(primary) && !node.equals(OrderSystem.PRIMARY))
                .findFirst()
                .orElseThrow();
        // Nobody's traffic tells of a dead server here: its neighbours have to.
        scene.system().service("agent-" + OrderSystem.PRIMARY).startWithoutWaiting();
        scene.awaitStandby(standby);
        awaitNothingAgainstWaiting(primary);
        long epoch = scene.epoch();
        execute(primary, "CREATE TABLE shop.note (id INT PRIMARY KEY, text VARCHAR(40))");
        Scene.await("the standby has the table", () -> notes(standby) == 0);
        scene.system().connect().kill();
        execute(primary, "INSERT INTO shop.note VALUES (1, 'flipped on disk')");
        new JournalDamage(
                        scene.stage().folder().data(scene.system().kafka().name()),
                        scene.system().kafkaConfig().client(),
                        Layout.CLUSTER)
                .flip("flipped on disk");
        vanish(primary);
        scene.system().connect().start();

        awaitRefusal("the journal is damaged at offset ");
        assertThat(scene.state().path("plan").path("refusal").asText()).contains("understudy failover --force");
        assertThat(scene.recorded(
                        step -> step.step().equals("rescue-tail") && step.state() == RecoveryStep.State.REFUSED))
                .hasValueSatisfying(step -> assertThat(step.reason()).contains("the journal is damaged at offset "));
        assertThat(scene.number(standby, "SELECT @@GLOBAL.read_only"))
                .as("nothing is promoted on a guess")
                .isEqualTo(1);
        awaitForced(epoch);

        assertThat(scene.writer()).isEqualTo(standby);
        execute(standby, "INSERT INTO shop.note VALUES (2, 'keepers go on behind it')");
        assertThat(notes(standby)).as("what the journal alone had is given up").isEqualTo(1);
        assertThat(certificate()).containsEntry("fence", "journal-sealed").doesNotContainKey("lost");
        assertThat(String.valueOf(certificate().get("unknown"))).contains("a person went on without the journal");
        assertThat(String.valueOf(certificate().get("journalTrouble"))).contains("the journal is damaged at offset ");
    }

    /** How many rows there are; -1 where there is no such table. */
    private long notes(String node) {
        try {
            return scene.number(node, "SELECT COUNT(*) FROM shop.note");
        } catch (SQLException e) {
            return -1;
        }
    }

    private void vanish(String node) {
        scene.system().service("agent-" + node).kill();
        scene.system().database(node).vanish();
    }

    private void awaitRefusal(String reason) throws InterruptedException {
        Scene.await(
                "it waits: " + reason,
                () -> scene.state().path("plan").path("refusal").asText().contains(reason));
    }

    private void awaitForced(long epoch) throws InterruptedException {
        scene.force();
        scene.serving(epoch);
        Scene.await("its plan is over", () -> scene.state().path("plan").isMissingNode());
    }

    private void awaitAnswering() throws InterruptedException {
        Scene.await("recovery answers", () -> {
            try {
                return !scene.writer().isEmpty();
            } catch (dev.understudy.cli.CommandFailure e) {
                return false;
            }
        });
    }

    private void awaitStandbys(String primary) throws InterruptedException {
        for (String node : scene.system().nodes()) {
            if (!node.equals(primary)) {
                scene.awaitStandby(node);
            }
        }
    }

    private void awaitNothingAgainstWaiting(String primary) throws InterruptedException {
        Scene.await(
                "the pre-flight found nothing against commits that wait on " + primary,
                () -> againstWaiting(primary).equals(List.of()));
    }

    /** What the newest pre-flight recorded of a primary; a word of its own where it recorded nothing. */
    private Object againstWaiting(String primary) {
        return scene.recorded(step -> step.plan() == RecoveryStep.Plan.PREFLIGHT)
                .map(RecoveryStep::details)
                .filter(details -> primary.equals(details.get("primary")))
                .<Object>map(details -> details.getOrDefault("againstWaiting", "nobody has looked"))
                .orElse("nothing recorded");
    }

    private String warnings() {
        JsonNode warnings = scene.state().path("preflight").path("warnings");
        return warnings.toString();
    }

    private Map<String, Object> certificate() {
        return scene.recorded(
                        step -> step.plan() == RecoveryStep.Plan.FAIL_OVER && step.state() == RecoveryStep.State.ENDED)
                .map(RecoveryStep::details)
                .orElse(Map.of());
    }

    private void execute(String node, String sql) throws SQLException {
        try (Connection connection = scene.system().database(node).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
