package dev.understudy.scenarios.journal;

import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A server of the primary's own kind that replicates from it semi-synchronously: what it acknowledges stands in its relay log, and nowhere else. */
public final class Stranger {

    private final DatabaseServer server;
    private final boolean mysql;

    private Stranger(DatabaseServer server) {
        this.server = server;
        this.mysql = server.engine().equals("mysql");
    }

    static Stranger of(JournalStage system) throws SQLException {
        return of(system.stage, system.binaries, system.primary, JournalStage.ACCOUNT, JournalStage.PASSWORD);
    }

    /** Attached when this returns, or soon after. It applies nothing. */
    public static Stranger of(
            Stage stage, ServerBinaries binaries, DatabaseServer primary, String account, String password)
            throws SQLException {
        boolean mysql = binaries.engine().equals("mysql");
        List<String> own = mysql
                ? List.of("plugin-load-add=semisync_replica.so", "rpl-semi-sync-replica-enabled=ON")
                : List.of("rpl-semi-sync-slave-enabled=ON");
        DatabaseServer server = DatabaseServer.initialise(
                stage, new DatabaseServer.Options("stranger", binaries, 77, stage.freePort(), own));
        server.start();
        Stranger stranger = new Stranger(server);
        stranger.execute(
                mysql
                        ? "CHANGE REPLICATION SOURCE TO SOURCE_HOST='127.0.0.1', SOURCE_PORT=" + primary.port()
                                + ", SOURCE_USER='" + account + "', SOURCE_PASSWORD='" + password
                                + "', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1"
                        : "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + primary.port() + ", MASTER_USER='"
                                + account + "', MASTER_PASSWORD='" + password
                                + "', MASTER_USE_GTID=slave_pos, MASTER_SSL=0");
        stranger.execute(mysql ? "START REPLICA IO_THREAD" : "START SLAVE IO_THREAD");
        return stranger;
    }

    /** Ends its replication, orderly. */
    void stop() throws SQLException {
        execute(mysql ? "STOP REPLICA" : "STOP SLAVE");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
