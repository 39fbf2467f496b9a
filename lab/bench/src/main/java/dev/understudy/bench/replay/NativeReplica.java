package dev.understudy.bench.replay;

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

/**
 * The engine's own replication at its quickest: relaxed durability and no binlog of its own, since our standby writes none
 * either. Its relay log is complete before it begins.
 */
final class NativeReplica implements Subject {

    private final DatabaseServer server;
    private final Engine engine;
    private final int workers;
    private final Connection connection;

    private NativeReplica(DatabaseServer server, int workers) throws SQLException {
        this.server = server;
        this.engine = Engine.named(server.engine());
        this.workers = workers;
        this.connection = server.connect();
    }

    /** Starts the server, and lets it catch up with the primary. */
    static NativeReplica start(Stage stage, ServerBinaries binaries, DatabaseServer primary, int workers)
            throws Exception {
        boolean mysql = binaries.engine().equals("mysql");
        DatabaseServer server = DatabaseServer.initialise(
                stage,
                new DatabaseServer.Options(
                        "native-" + workers,
                        binaries,
                        100 + workers,
                        stage.freePort(),
                        mysql
                                ? List.of(
                                        "skip-log-bin",
                                        "log-replica-updates=OFF",
                                        "skip-replica-start=ON",
                                        "replica-parallel-workers=" + workers,
                                        "sync-binlog=0",
                                        "innodb-flush-log-at-trx-commit=2")
                                : List.of(
                                        "skip-log-bin",
                                        "log-slave-updates=OFF",
                                        "skip-slave-start=ON",
                                        "slave-parallel-threads=" + (workers == 1 ? 0 : workers),
                                        "sync-binlog=0",
                                        "innodb-flush-log-at-trx-commit=2")));
        server.start();
        NativeReplica replica = new NativeReplica(server, workers);
        replica.follow(primary, mysql);
        return replica;
    }

    private void follow(DatabaseServer primary, boolean mysql) throws Exception {
        engine.setReadOnly(connection, false);
        StandbySchema.ensure(engine, connection);
        String password = Files.readString(primary.rootPasswordFile()).strip();
        execute(
                mysql
                        ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + primary.port()
                                + ", SOURCE_USER='root', SOURCE_PASSWORD='" + password
                                + "', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1"
                        : "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + primary.port()
                                + ", MASTER_USER='root', MASTER_PASSWORD='" + password
                                + "', MASTER_USE_GTID=slave_pos, MASTER_SSL=0");
        execute(mysql ? "START REPLICA IO_THREAD" : "START SLAVE IO_THREAD");
    }

    @Override
    public String name() {
        return "native-" + workers;
    }

    @Override
    public void await(TransactionSet backlog) throws Exception {
        long end = System.nanoTime() + 120_000_000_000L;
        while (!received().containsAll(backlog)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name() + " does not receive the backlog; it has "
                        + received().text());
            }
            Thread.sleep(50);
        }
    }

    private TransactionSet received() throws SQLException {
        boolean mysql = engine.name().equals("mysql");
        String column = mysql ? "Retrieved_Gtid_Set" : "Gtid_IO_Pos";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(mysql ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS")) {
            row.next();
            return engine.transactions(row.getString(column).replace("\n", "")).union(executed());
        }
    }

    private TransactionSet executed() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        engine.name().equals("mysql")
                                ? "SELECT @@GLOBAL.gtid_executed"
                                : "SELECT @@GLOBAL.gtid_slave_pos")) {
            row.next();
            return engine.transactions(row.getString(1).replace("\n", ""));
        }
    }

    @Override
    public void begin() throws SQLException {
        execute(engine.name().equals("mysql") ? "START REPLICA SQL_THREAD" : "START SLAVE SQL_THREAD");
    }

    @Override
    public boolean holds(TransactionSet backlog) throws SQLException {
        return executed().containsAll(backlog);
    }

    @Override
    public void end() throws SQLException {
        execute(engine.name().equals("mysql") ? "STOP REPLICA SQL_THREAD" : "STOP SLAVE SQL_THREAD");
    }

    @Override
    public double cpuSeconds() throws Exception {
        return ProcessCpu.seconds(server.pid());
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
