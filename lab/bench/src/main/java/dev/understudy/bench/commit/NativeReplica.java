package dev.understudy.bench.commit;

import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The engine's own semi-synchronous replica, as durable as its primary, its relay log as it is by default: written before it
 * acknowledges, and not synced each time. It applies nothing, since nothing of ours applies either: what a standby costs is another
 * bench's question, and on a machine of two cores it would only be the slower for it.
 */
final class NativeReplica {

    private NativeReplica() {}

    /** Starts it; it has attached when the primary counts it. */
    static DatabaseServer start(Stage stage, ServerBinaries binaries, Primary primary, int id, Replicator account)
            throws SQLException {
        boolean mysql = binaries.engine().equals("mysql");
        DatabaseServer server = DatabaseServer.initialise(
                stage,
                new DatabaseServer.Options(
                        "replica",
                        binaries,
                        id,
                        stage.freePort(),
                        mysql
                                ? List.of(
                                        "plugin-load-add=semisync_replica.so",
                                        "rpl-semi-sync-replica-enabled=ON",
                                        "skip-replica-start=ON")
                                : List.of("rpl-semi-sync-slave-enabled=ON", "skip-slave-start=ON")));
        server.start();
        String to = "_HOST='127.0.0.1', X_PORT=" + primary.server().port() + ", X_USER='" + account.user()
                + "', X_PASSWORD='" + account.password() + "', ";
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            if (mysql) {
                statement.execute("CHANGE REPLICATION SOURCE TO SOURCE" + to.replace("X_", "SOURCE_")
                        + "SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1");
                statement.execute("START REPLICA IO_THREAD");
            } else {
                statement.execute("CHANGE MASTER TO MASTER" + to.replace("X_", "MASTER_")
                        + "MASTER_USE_GTID=slave_pos, MASTER_SSL=0");
                statement.execute("START SLAVE IO_THREAD");
            }
        }
        return server;
    }
}
