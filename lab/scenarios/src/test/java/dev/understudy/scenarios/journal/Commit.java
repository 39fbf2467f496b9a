package dev.understudy.scenarios.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Statements on a session of their own, whose commit may wait. */
final class Commit {

    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private Commit() {}

    static Commit of(DatabaseServer server, String... statements) {
        Commit commit = new Commit();
        Thread thread = new Thread(
                () -> {
                    try (Connection connection = server.connect();
                            Statement statement = connection.createStatement()) {
                        for (String sql : statements) {
                            statement.execute(sql);
                        }
                        commit.done.complete(null);
                    } catch (Throwable e) {
                        commit.done.completeExceptionally(e);
                    }
                },
                "commit");
        thread.setDaemon(true);
        thread.start();
        return commit;
    }

    /** Waits for its return. */
    void returns() throws Exception {
        done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void hasNotReturned() {
        assertThat(done).isNotDone();
    }
}
