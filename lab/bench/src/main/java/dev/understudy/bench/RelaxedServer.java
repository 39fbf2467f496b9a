package dev.understudy.bench;

import dev.understudy.engine.Engine;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A server for a peer, at its quickest: relaxed durability and no binlog of its own, since our standby writes none either. */
public final class RelaxedServer {

    private RelaxedServer() {}

    /**
     * Starts one that takes writes.
     *
     * @param id unique in the run
     * @param more further options, {@code key=value}
     */
    public static DatabaseServer start(Stage stage, ServerBinaries binaries, String name, int id, List<String> more)
            throws SQLException {
        boolean mysql = binaries.engine().equals("mysql");
        List<String> options = new ArrayList<>(List.of(
                "skip-log-bin",
                mysql ? "log-replica-updates=OFF" : "log-slave-updates=OFF",
                "sync-binlog=0",
                "innodb-flush-log-at-trx-commit=2"));
        options.addAll(more);
        DatabaseServer server = DatabaseServer.initialise(
                stage, new DatabaseServer.Options(name, binaries, id, stage.freePort(), options));
        server.start();
        try (Connection connection = server.connect()) {
            Engine.named(server.engine()).setReadOnly(connection, false);
        }
        return server;
    }
}
