package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.FaultKind;
import dev.understudy.orders.load.OrderLoad;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.ServerBinaries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a detector says of troubles on real processes, under load: the right verdict, and no other. All conditions are told sooner than they are as
 * installed, or a run would take half an hour.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(EndsAtFirstFailure.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class VerdictsAreRight {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final int BEFORE = 40;

    private Scene scene;
    private Verdicts verdicts;
    private OrderLoad load;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(
                folder, binaries(), List.of(OrderSystem.PRIMARY, OrderSystem.STANDBY), Durability.ASYNCHRONOUS);
        tellSooner();
        scene.system().service("detector").restart();
        load = scene.load();
        scene.ordered(load, BEFORE);
    }

    private void tellSooner() throws IOException {
        Path file = scene.system().configuration("detector");
        ObjectNode root = (ObjectNode) YAML.readTree(file.toFile());
        ObjectNode conditions = ((ObjectNode) root.get("detector").get("verdicts")).withObject("/conditions");
        conditions.put("stalledSuspect", "2s");
        conditions.put("stalledConfirm", "4s");
        conditions.put("readOnly", "3s");
        conditions.put("changelog", "10s");
        conditions.put("clear", "2s");
        YAML.writeValue(file.toFile(), root);
    }

    @AfterAll
    void close() {
        if (verdicts != null) {
            verdicts.close();
        }
        if (load != null) {
            load.close();
        }
        if (scene != null) {
            scene.close();
        }
    }

    @BeforeEach
    void everythingIsWell() throws Exception {
        scene.ordered(load, BEFORE);
        if (verdicts != null) {
            verdicts.close();
        }
        verdicts = new Verdicts(scene);
    }

    @Test
    @Order(1)
    void a_read_lock_on_everything_is_a_stall() throws Exception {
        try (Connection holder = primary()) {
            execute(holder, "FLUSH TABLES WITH READ LOCK");
            String incident = verdicts.confirmed(FaultKind.PRIMARY_STALLED, OrderSystem.PRIMARY, SOON);
            execute(holder, "UNLOCK TABLES");
            verdicts.cleared(incident, SOON);
        }
        nothingBut("PRIMARY_STALLED orders-a");
    }

    @Test
    @Order(2)
    void a_writer_that_refuses_writes_is_read_only() throws Exception {
        try (Connection admin = primary()) {
            scene.system().engine().setReadOnly(admin, true);
            String incident = verdicts.confirmed(FaultKind.PRIMARY_READ_ONLY, OrderSystem.PRIMARY, SOON);
            scene.system().engine().setReadOnly(admin, false);
            verdicts.cleared(incident, SOON);
        }
        nothingBut("PRIMARY_READ_ONLY orders-a");
    }

    @Test
    @Order(3)
    void connections_that_are_used_up_are_a_saturation() throws Exception {
        List<Connection> taken = new ArrayList<>();
        try (Connection admin = primary()) {
            long allowed = scene.number(OrderSystem.PRIMARY, "SELECT @@GLOBAL.max_connections");
            execute(admin, "SET GLOBAL max_connections = 60");
            try {
                takeAll(taken);
                String incident = verdicts.confirmed(FaultKind.PRIMARY_SATURATED, OrderSystem.PRIMARY, SOON);
                execute(admin, "SET GLOBAL max_connections = " + allowed);
                closeAll(taken);
                verdicts.cleared(incident, SOON);
            } finally {
                execute(admin, "SET GLOBAL max_connections = " + allowed);
            }
        } finally {
            closeAll(taken);
        }
        nothingBut("PRIMARY_SATURATED orders-a");
    }

    @Test
    @Order(4)
    void an_agent_that_is_killed_is_silent_and_no_death() throws Exception {
        scene.system().service("agent-" + OrderSystem.PRIMARY).kill();
        String incident = verdicts.confirmed(FaultKind.AGENT_SILENT, OrderSystem.PRIMARY, SOON);
        scene.system().service("agent-" + OrderSystem.PRIMARY).start();
        verdicts.cleared(incident, SOON);
        nothingBut("AGENT_SILENT orders-a");
    }

    @Test
    @Order(5)
    void connect_that_is_killed_stalls_the_changelog_and_is_no_death() throws Exception {
        scene.system().connect().kill();
        String incident = verdicts.confirmed(FaultKind.CHANGELOG_STALLED, OrderSystem.PRIMARY, SOON.plus(SOON));
        scene.system().connect().start();
        verdicts.cleared(incident, Scene.PATIENCE);
        nothingBut("CHANGELOG_STALLED orders-a");
    }

    @Test
    @Order(6)
    void a_broker_that_stands_still_is_no_fault_of_anybody() throws Exception {
        scene.system().kafka().pause();
        Thread.sleep(QUIET.toMillis());
        scene.system().kafka().resume();
        scene.ordered(load, BEFORE);
        Thread.sleep(3_000);
        assertThat(verdicts.allConfirmed()).isEmpty();
    }

    @Test
    @Order(7)
    void a_machine_with_twice_as_much_to_do_is_nobodys_death() throws Exception {
        List<Process> busy = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                busy.add(new ProcessBuilder("timeout", "60", "sh", "-c", "while :; do :; done").start());
            }
            Thread.sleep(QUIET.toMillis());
        } finally {
            busy.forEach(process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            });
        }
        // With a third of the processor a replay may really fall behind.
        assertThat(verdicts.allConfirmed()).isSubsetOf("STANDBY_LAGGING orders-b");
    }

    @Test
    @Order(8)
    void a_primary_that_is_stopped_hangs() throws Exception {
        long epoch = scene.epoch();
        assertThat(epoch).as("nothing has failed over so far").isEqualTo(1);
        scene.system().database(OrderSystem.PRIMARY).pause();
        verdicts.confirmed(FaultKind.PRIMARY_HUNG, OrderSystem.PRIMARY, SOON);
        scene.serving(epoch);
        verdicts.confirmed(FaultKind.STANDBY_DOWN, OrderSystem.PRIMARY, SOON);
        assertThat(verdicts.allConfirmed()).containsExactlyInAnyOrder("PRIMARY_HUNG orders-a", "STANDBY_DOWN orders-a");
    }

    /** Also nothing that is still suspected. */
    private void nothingBut(String... expected) {
        assertThat(verdicts.allConfirmed()).containsExactlyInAnyOrder(expected);
        assertThat(verdicts.open()).isEmpty();
    }

    private Connection primary() throws SQLException {
        return scene.system().database(OrderSystem.PRIMARY).connect();
    }

    private void takeAll(List<Connection> taken) {
        try {
            while (taken.size() < 1_000) {
                taken.add(primary());
            }
        } catch (SQLException e) {
            assertThat(e.getErrorCode()).as(e.getMessage()).isEqualTo(1040);
        }
    }

    private static void closeAll(List<Connection> taken) throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
        taken.clear();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
