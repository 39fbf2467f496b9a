package dev.understudy.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.replay.StandbySchema;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The engine's own replication, from the primary's first transaction on, stopped at the positions that it is told. One thread. */
final class NativeReplica {

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final DatabaseServer server;
    private final Engine engine;
    private final boolean mysql;

    private NativeReplica(DatabaseServer server) {
        this.server = server;
        this.engine = Engine.named(server.engine());
        this.mysql = server.engine().equals("mysql");
    }

    /** An empty server that will follow the primary. */
    static NativeReplica of(Stage stage, ServerBinaries binaries, DatabaseServer primary) throws Exception {
        boolean mysql = binaries.engine().equals("mysql");
        // One worker: the order of the binlog is the order of the commits, and a position is a prefix.
        List<String> own = mysql
                ? List.of("skip-replica-start=ON", "replica-parallel-workers=1")
                : List.of("skip-slave-start=ON", "slave-parallel-threads=0", "gtid-strict-mode=OFF");
        DatabaseServer server = DatabaseServer.initialise(
                stage, new DatabaseServer.Options("native", binaries, 9, stage.freePort(), own));
        server.start();
        NativeReplica replica = new NativeReplica(server);
        String password = Files.readString(primary.rootPasswordFile()).strip();
        try (Connection connection = server.connect()) {
            replica.engine.setReadOnly(connection, false);
            StandbySchema.ensure(replica.engine, connection);
            replica.execute(
                    connection,
                    mysql
                            ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + primary.port()
                                    + ", SOURCE_USER='root', SOURCE_PASSWORD='" + password
                                    + "', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1"
                            : "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + primary.port()
                                    + ", MASTER_USER='root', MASTER_PASSWORD='" + password
                                    + "', MASTER_USE_GTID=slave_pos, MASTER_SSL=0");
        }
        return replica;
    }

    Connection connect() throws SQLException {
        return server.connect();
    }

    /** Applies up to exactly this. */
    void goTo(TransactionSet position) throws SQLException, InterruptedException {
        try (Connection connection = connect()) {
            if (executed(connection).containsAll(position)) {
                return;
            }
            execute(
                    connection,
                    mysql
                            ? "START REPLICA UNTIL SQL_AFTER_GTIDS = '" + position.text() + "'"
                            : "START SLAVE UNTIL master_gtid_pos = '" + position.text() + "'");
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (isApplying(connection) && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            execute(connection, mysql ? "STOP REPLICA" : "STOP SLAVE");
            TransactionSet reached = executed(connection);
            assertThat(reached.containsAll(position) && position.containsAll(reached))
                    .as("the native replica is at %s, not at %s", reached.text(), position.text())
                    .isTrue();
        }
    }

    private boolean isApplying(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(mysql ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS")) {
            row.next();
            String error = row.getString("Last_SQL_Error") + row.getString("Last_IO_Error");
            assertThat(error).as("the native replica's error").isEmpty();
            return row.getString(mysql ? "Replica_SQL_Running" : "Slave_SQL_Running")
                    .equals("Yes");
        }
    }

    private TransactionSet executed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        mysql ? "SELECT @@GLOBAL.gtid_executed" : "SELECT @@GLOBAL.gtid_slave_pos")) {
            row.next();
            return engine.transactions(row.getString(1).replace("\n", ""));
        }
    }

    private void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
