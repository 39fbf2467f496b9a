package dev.understudy.bench.failover;

import dev.understudy.bench.Binaries;
import dev.understudy.bench.Programs;
import dev.understudy.engine.Engine;
import dev.understudy.stage.ChildProcess;
import dev.understudy.stage.ChildSpec;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HAProxy between two servers that are both writable: what detection alone costs, with no promise about the data. Checks
 * every 100 ms, as the peers' table has it.
 */
final class HaproxyFloor {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(5);

    private final String engine;
    private final String haproxy;

    private HaproxyFloor(String engine, String haproxy) {
        this.engine = engine;
        this.haproxy = haproxy;
    }

    static Optional<HaproxyFloor> find(String engine) {
        return Programs.find("haproxy").map(found -> new HaproxyFloor(engine, found));
    }

    /**
     * One round: the longest gap between two acknowledged writes after the fault.
     *
     * @param fault {@code kill} or {@code hang}
     */
    double outageMillis(String fault) throws Exception {
        Path folder = Files.createTempDirectory("understudy-floor-");
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            ServerBinaries binaries = Binaries.of(engine, stage);
            DatabaseServer first = server(stage, binaries, "first", 1);
            DatabaseServer second = server(stage, binaries, "second", 2);
            int port = stage.freePort();
            ChildProcess proxy = stage.start(
                    ChildSpec.of(
                            "haproxy",
                            List.of(
                                    haproxy,
                                    "-db",
                                    "-f",
                                    configuration(folder, port, first, second).toString()),
                            folder.resolve("logs").resolve("haproxy.log")),
                    "peer",
                    Map.of("tcp", port),
                    null);
            proxy.awaitReady("accepts connections", Duration.ofSeconds(20), () -> accepts(port));
            try (WriteProbe probe = WriteProbe.start(port)) {
                probe.runFor(WARM_UP);
                probe.faultNow();
                if (fault.equals("hang")) {
                    first.pause();
                } else {
                    first.kill();
                }
                probe.runFor(AFTER);
                return probe.outageMillis();
            }
        }
    }

    private static DatabaseServer server(Stage stage, ServerBinaries binaries, String name, int id)
            throws SQLException {
        DatabaseServer server =
                DatabaseServer.initialise(stage, new DatabaseServer.Options(name, binaries, id, stage.freePort()));
        server.start();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            Engine.named(binaries.engine()).setReadOnly(connection, false);
            for (String sql : WriteProbe.schema()) {
                statement.execute(sql);
            }
        }
        return server;
    }

    private Path configuration(Path folder, int port, DatabaseServer first, DatabaseServer second) throws IOException {
        String greeting = engine.equals("mysql") ? "caching_sha2_password" : "mysql_native_password";
        Path file = folder.resolve("haproxy.cfg");
        Files.write(
                file,
                List.of(
                        "global",
                        "  maxconn 1000",
                        "defaults",
                        "  mode tcp",
                        "  timeout connect 1s",
                        "  timeout client 1m",
                        "  timeout server 1m",
                        "  timeout check 100ms",
                        "listen db",
                        "  bind 127.0.0.1:" + port,
                        "  option tcp-check",
                        "  tcp-check connect",
                        "  tcp-check expect string " + greeting,
                        "  default-server check inter 100ms fastinter 100ms downinter 100ms fall 2 rise 2"
                                + " on-marked-down shutdown-sessions",
                        "  server first 127.0.0.1:" + first.port(),
                        "  server second 127.0.0.1:" + second.port() + " backup"));
        return file;
    }

    private static boolean accepts(int port) {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
