package dev.understudy.scenarios.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.events.Address;
import dev.understudy.recovery.server.JdbcServer;
import dev.understudy.runtime.config.Account;
import dev.understudy.scenarios.Engines;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An owner that stands still in the middle of its work, with a server's row locked, and its successor. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenOwnerIT {

    private static final String PASSWORD = "Owner-1-password";

    @TempDir
    private Path folder;

    @Test
    void a_successor_on_mariadb_does_not_wait_for_it() throws Exception {
        aSuccessorGoesOn(Engines.mariadb());
    }

    @Test
    void a_successor_on_mysql_does_not_wait_for_it() throws Exception {
        aSuccessorGoesOn(Engines.mysql());
    }

    private void aSuccessorGoesOn(ServerBinaries binaries) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch wakes = new CountDownLatch(1);
        try (Stage stage = Stage.open(RunFolder.create(folder.resolve("run")))) {
            DatabaseServer server = DatabaseServer.initialise(
                    stage, new DatabaseServer.Options("orders-b", binaries, 1, stage.freePort()));
            server.start();
            Engine engine = Engine.named(server.engine());
            Account account = account(server, engine);
            try (JdbcServer first = owner(server, engine, account, 1);
                    JdbcServer second = owner(server, engine, account, 2)) {
                Future<?> frozen = thread.submit(() -> first.asOwner(connection -> {
                    connection.createStatement().execute("UPDATE understudy.epoch SET epoch = 7");
                    locked.countDown();
                    awaken(wakes);
                    connection.createStatement().execute("UPDATE understudy.epoch SET epoch = 8");
                    return true;
                }));
                assertThat(locked.await(30, TimeUnit.SECONDS)).isTrue();

                long epoch = second.asOwner(connection -> {
                    try (Statement statement = connection.createStatement();
                            var row = statement.executeQuery("SELECT epoch FROM understudy.epoch")) {
                        row.next();
                        return row.getLong(1);
                    }
                });

                assertThat(epoch)
                        .as("what the frozen owner had begun is undone")
                        .isZero();
                wakes.countDown();
                assertThatThrownBy(() -> frozen.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
            }
        } finally {
            wakes.countDown();
            thread.shutdownNow();
        }
    }

    private static void awaken(CountDownLatch wakes) {
        try {
            wakes.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Account account(DatabaseServer server, Engine engine) throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            engine.setReadOnly(connection, false);
            for (String sql : engine.createAccount(AccountRole.RECOVERY, "owner", PASSWORD)) {
                statement.execute(sql);
            }
            engine.setReadOnly(connection, true);
        }
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        return new Account("owner", file.toString(), null);
    }

    private static JdbcServer owner(DatabaseServer server, Engine engine, Account account, long term) {
        return new JdbcServer(
                server.name(),
                new Address("127.0.0.1", server.port()),
                engine,
                new JdbcServer.Ownership("orders", account, "owner-" + term, term));
    }
}
