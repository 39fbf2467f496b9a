package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.orders.tpcc.Consistency;
import dev.understudy.orders.tpcc.TpccLoad;
import dev.understudy.orders.tpcc.TpccSchema;
import dev.understudy.stage.ServerBinaries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A load like TPC-C's, and sysbench beside it, through a fail-over: the standby holds the consistency conditions at every look while
 * it follows, and after its promotion, with every order that was acknowledged. {@code -Dunderstudy.tpccSeconds=N} says how long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TpccHolds {

    private static final String NAME = "tpcc";
    private static final String PASSWORD = "U-tpcc-0815";
    private static final int WAREHOUSES = 2;
    private static final int TERMINALS = 6;
    private static final int AFTERWARDS = 200;
    private static final int SECONDS = Integer.getInteger("understudy.tpccSeconds", 8);

    private Scene scene;

    abstract ServerBinaries binaries();

    @BeforeAll
    void open() throws Exception {
        Path folder = Path.of("target", "runs", getClass().getSimpleName() + "-" + System.currentTimeMillis());
        scene = Scene.open(folder, binaries());
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void the_conditions_hold_while_it_follows_and_after_its_promotion() throws Exception {
        makeTables();
        long epoch = scene.epoch();
        String before = scene.writer();
        int looks = 0;
        try (TpccLoad load = TpccLoad.start(this::throughTheRouter, WAREHOUSES, TERMINALS, 1);
                Sysbench sysbench = Sysbench.start(
                        scene.system().writePort(),
                        NAME,
                        PASSWORD,
                        scene.system().folder().resolve("logs/sysbench.log"))) {
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            while (System.nanoTime() < end) {
                holds(Scene.other(before));
                looks++;
            }
            assertThat(sysbench.committed()).as("sysbench's transactions").isPositive();
            scene.system().database(before).kill();
            scene.serving(epoch);
            int then = load.committed();
            Scene.await("the load goes on", () -> load.committed() >= then + AFTERWARDS);
            load.close();
            holds(scene.writer());
            try (Connection promoted = schemaOf(scene.writer())) {
                assertThat(load.lost(promoted))
                        .as("acknowledged orders that are lost")
                        .isEmpty();
            }
            System.out.println(
                    load.committed() + " transactions, " + load.placed() + " orders, " + load.failed() + " errors, "
                            + sysbench.committed() + " of sysbench's; the standby was looked at " + looks + " times");
        }
        scene.comesBackAsStandby(before);
    }

    private void holds(String node) throws SQLException {
        try (Connection connection = schemaOf(node)) {
            assertThat(Consistency.broken(connection))
                    .as("conditions on " + node)
                    .isEmpty();
        }
        // A transaction of sysbench's deletes a row and inserts another of its number.
        assertThat(scene.number(node, "SELECT COUNT(*) FROM tpcc.sbtest1")).isEqualTo(Sysbench.ROWS);
    }

    private void makeTables() throws Exception {
        String writer = scene.writer();
        try (Connection connection = scene.system().database(writer).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME);
            statement.execute("CREATE USER " + NAME + "@'%' IDENTIFIED BY '" + PASSWORD + "'");
            statement.execute("GRANT ALL ON " + NAME + ".* TO " + NAME + "@'%'");
            statement.execute("USE " + NAME);
            TpccSchema.create(connection, WAREHOUSES);
        }
        // The first login on the standby, too: the account came by the log.
        try (Connection connection = throughTheRouter()) {
            assertThat(Consistency.broken(connection)).isEmpty();
        }
        Sysbench.prepare(
                scene.system().writePort(),
                NAME,
                PASSWORD,
                scene.system().folder().resolve("logs/sysbench-prepare.log"));
        Engine engine = scene.system().engine();
        try (Connection connection = scene.system().database(writer).connect()) {
            TransactionSet made = engine.executed(connection);
            Scene.await(
                    "the standby has the tables",
                    () -> engine.transactions(scene.state()
                                    .path("standbys")
                                    .path(Scene.other(writer))
                                    .path("applied")
                                    .asText())
                            .containsAll(made));
        }
    }

    private Connection throughTheRouter() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + scene.system().writePort().port() + "/" + NAME
                        + "?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=20000&socketTimeout=20000",
                NAME,
                PASSWORD);
    }

    private Connection schemaOf(String node) throws SQLException {
        Connection connection = scene.system().database(node).connect();
        connection.setCatalog(NAME);
        return connection;
    }
}
