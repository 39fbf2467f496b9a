package dev.understudy.scenarios.suites;

import dev.understudy.engine.Engine;
import dev.understudy.stage.ConnectWorker;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.KafkaBroker;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The processes of a run. The stage owns them. */
record Servers(
        Engine engine, KafkaBroker kafka, ConnectWorker connect, DatabaseServer primary, DatabaseServer standby) {

    /**
     * Starts them; the primary takes writes.
     *
     * @param files that the suite's statements load, where they look for them: two folders above a server's data
     */
    static Servers start(Stage stage, ServerBinaries binaries, Path files) throws IOException, SQLException {
        KafkaBroker kafka = KafkaBroker.start(stage);
        ConnectWorker connect = ConnectWorker.create(stage, kafka.bootstrap(), binaries.engine());
        connect.startWithoutWaiting();
        // As the suites' own servers have it.
        List<String> more = List.of("log-bin-trust-function-creators=1", "local-infile=1", "secure-file-priv=");
        DatabaseServer primary = DatabaseServer.initialise(
                stage, new DatabaseServer.Options("primary", binaries, 1, stage.freePort(), more));
        DatabaseServer standby = DatabaseServer.initialise(
                stage, new DatabaseServer.Options("standby", binaries, 2, stage.freePort(), more));
        Path beside = primary.data().resolve("../../std_data").normalize();
        Files.createSymbolicLink(beside, files.toAbsolutePath());
        primary.start();
        standby.start();
        Engine engine = Engine.named(binaries.engine());
        try (Connection connection = primary.connect()) {
            engine.setReadOnly(connection, false);
        }
        connect.awaitReady();
        return new Servers(engine, kafka, connect, primary, standby);
    }
}
