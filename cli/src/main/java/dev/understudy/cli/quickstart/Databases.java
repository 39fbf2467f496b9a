package dev.understudy.cli.quickstart;

import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The database servers of a run, each with Understudy's accounts. */
final class Databases {

    private final Stage stage;
    private final ServerBinaries binaries;
    private final Engine engine;
    private final List<String> options;
    private final Map<String, CompletableFuture<DatabaseServer>> servers = new LinkedHashMap<>();
    private final Map<String, DatabaseServer.Options> made = new LinkedHashMap<>();

    /**
     * @param durability what their commits wait for
     */
    Databases(Stage stage, ServerBinaries binaries, Durability durability) {
        this.stage = stage;
        this.binaries = binaries;
        this.engine = Engine.named(binaries.engine());
        this.options = durability == Durability.ZERO_LOSS ? engine.semiSync().serverOptions() : List.of();
    }

    Engine engine() {
        return engine;
    }

    /** Makes and starts servers side by side; done when all are up. */
    CompletableFuture<Void> begin(List<String> names) {
        List<CompletableFuture<DatabaseServer>> begun = new ArrayList<>();
        for (String name : names) {
            DatabaseServer.Options wanted =
                    new DatabaseServer.Options(name, binaries, servers.size() + 1, stage.freePort(), options);
            made.put(name, wanted);
            CompletableFuture<DatabaseServer> server = CompletableFuture.supplyAsync(() -> started(wanted));
            servers.put(name, server);
            begun.add(server);
        }
        return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new));
    }

    /** Makes a server that has vanished once more, empty, at the same address, and starts it. */
    DatabaseServer again(String name) {
        DatabaseServer.Options wanted = made.get(name);
        if (wanted == null) {
            throw new IllegalArgumentException("there is no '" + name + "'; there are " + made.keySet());
        }
        DatabaseServer server = started(wanted);
        servers.put(name, CompletableFuture.completedFuture(server));
        return server;
    }

    private DatabaseServer started(DatabaseServer.Options options) {
        DatabaseServer server = DatabaseServer.initialise(stage, options);
        server.start();
        return server;
    }

    List<String> names() {
        return List.copyOf(servers.keySet());
    }

    DatabaseServer get(String name) {
        CompletableFuture<DatabaseServer> server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("there is no '" + name + "'; there are " + servers.keySet());
        }
        return server.join();
    }

    /** With the binlog suppressed: each server has accounts of its own, and its history begins with the shop. */
    void createAccounts(String name, Path runFolder) throws SQLException {
        try (Connection connection = get(name).connect()) {
            engine.setReadOnly(connection, false);
            engine.suppressBinlog(connection);
            for (String account : Secrets.ACCOUNTS) {
                AccountRole role = AccountRole.valueOf(account.toUpperCase(Locale.ROOT));
                execute(
                        connection,
                        engine.createAccount(role, Secrets.user(account), Secrets.read(runFolder, account)));
            }
            engine.setReadOnly(connection, true);
        }
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
