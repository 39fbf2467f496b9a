package dev.understudy.bench.commit;

import dev.understudy.engine.Engine;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A server whose commits are measured. Its options file and its table are the same in every way; whether its commits wait is
 * switched while it runs. Thread-safe.
 */
final class Primary {

    private static final String DUMP = "Binlog Dump";

    private final DatabaseServer server;
    private final Engine engine;

    private Primary(DatabaseServer server) {
        this.server = server;
        this.engine = Engine.named(server.engine());
    }

    /**
     * Starts one that takes writes and waits for nobody yet.
     *
     * @param id unique in the run
     * @param account who may replicate from it, and its password
     */
    static Primary start(Stage stage, ServerBinaries binaries, String name, int id, Replicator account)
            throws SQLException {
        Engine engine = Engine.named(binaries.engine());
        DatabaseServer server = DatabaseServer.initialise(
                stage,
                new DatabaseServer.Options(
                        name, binaries, id, stage.freePort(), engine.semiSync().serverOptions()));
        server.start();
        Primary primary = new Primary(server);
        primary.prepare(account);
        return primary;
    }

    /** What stands here is not in the binlog: whoever acknowledges begins with the first commit that is measured. */
    private void prepare(Replicator account) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            engine.setReadOnly(connection, false);
            engine.suppressBinlog(connection);
            statement.execute(engine.semiSync().enable(false));
            statement.execute("CREATE DATABASE bench");
            statement.execute("CREATE TABLE bench.entry (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                    + " client INT NOT NULL, text VARCHAR(100) NOT NULL)");
            for (String sql : engine.createAccount(Engine.AccountRole.CONNECTOR, account.user(), account.password())) {
                statement.execute(sql);
            }
        }
    }

    /** From now on commits wait for an acknowledgement. */
    void waits() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(engine.semiSync().enable(true));
        }
    }

    DatabaseServer server() {
        return server;
    }

    Engine engine() {
        return engine;
    }

    /** Where a client connects, to the schema. */
    String url() {
        return "jdbc:mysql://127.0.0.1:" + server.port()
                + "/bench?sslMode=DISABLED&allowPublicKeyRetrieval=true&useServerPrepStmts=true";
    }

    Properties account() {
        return server.account();
    }

    /** What it says of its commits and of who acknowledges them. */
    Waits look() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            Map<String, String> status = new HashMap<>();
            try (ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'rpl\\_semi\\_sync\\_%'")) {
                while (rows.next()) {
                    status.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
                }
            }
            List<String> dumping = new ArrayList<>();
            try (ResultSet sessions = statement.executeQuery("SHOW PROCESSLIST")) {
                while (sessions.next()) {
                    if (String.valueOf(sessions.getString("Command")).startsWith(DUMP)) {
                        dumping.add(sessions.getString("User"));
                    }
                }
            }
            return Waits.of(status, dumping);
        }
    }
}
