package dev.understudy.bench.replay;

import dev.understudy.bench.ProcessTime;
import dev.understudy.bench.RelaxedServer;
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
import java.time.Duration;
import java.util.List;

/** The engine's own replication. Its relay log is complete before it begins. */
final class NativeReplica implements Subject {

    private static final Duration RECEIVES_WITHIN = Duration.ofSeconds(120);

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
        List<String> options = mysql
                ? List.of("skip-replica-start=ON", "replica-parallel-workers=" + workers)
                : List.of(
                        "skip-slave-start=ON",
                        "slave-parallel-threads=" + (workers == 1 ? 0 : workers),
                        "slave-parallel-mode=optimistic");
        DatabaseServer server = RelaxedServer.start(stage, binaries, "native-" + workers, 100 + workers, options);
        NativeReplica replica = new NativeReplica(server, workers);
        replica.follow(primary, mysql);
        return replica;
    }

    private void follow(DatabaseServer primary, boolean mysql) throws Exception {
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
    public void receive(Backlog backlog) throws Exception {
        long end = System.nanoTime() + RECEIVES_WITHIN.toNanos();
        while (!received().containsAll(backlog.transactions())) {
            if (System.nanoTime() > end) {
                throw Subject.late(name(), "did not receive the backlog", RECEIVES_WITHIN);
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

    /** By the server's own wait, which costs it nothing. */
    @Override
    public void finish(Backlog backlog, Duration patience) throws SQLException {
        String set = "'" + backlog.transactions().text() + "', " + patience.toSeconds() + ")";
        boolean mysql = engine.name().equals("mysql");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + (mysql ? "WAIT_FOR_EXECUTED_GTID_SET(" : "MASTER_GTID_WAIT(") + set)) {
            if (!row.next() || row.getInt(1) != 0) {
                throw Subject.late(name(), "did not apply the backlog", patience);
            }
        }
    }

    @Override
    public void end() throws SQLException {
        execute(engine.name().equals("mysql") ? "STOP REPLICA SQL_THREAD" : "STOP SLAVE SQL_THREAD");
    }

    @Override
    public Cpu cpu() throws Exception {
        return new Cpu(ProcessTime.of(server.pid()), 0);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
