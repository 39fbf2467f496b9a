package dev.understudy.recovery.server;

import dev.understudy.events.Epoch;
import dev.understudy.recovery.owner.Superseded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A commit that shows whether a server's commits come back. It waits on a thread of its own for as long as it takes, so that
 * there is never a second one behind it. Not thread-safe.
 */
final class WaitingCommit implements AutoCloseable {

    private final String node;
    private @Nullable CompletableFuture<Boolean> pending;
    private @Nullable Connection session;

    WaitingCommit(String node) {
        this.node = node;
    }

    /** Whether one was begun and has not been seen to return. */
    boolean isPending() {
        return pending != null;
    }

    /**
     * Begins it.
     *
     * @param open a session of its own; closed when the commit has returned
     * @param row of the server: in that session it is looked at before anything is written
     */
    void begin(Connection open, EpochRow row, Epoch epoch) {
        session = open;
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        pending = result;
        Thread thread = new Thread(
                () -> {
                    try (open) {
                        row.found(open);
                        write(open, epoch);
                        result.complete(true);
                    } catch (SQLException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "canary-" + node);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for it to return.
     *
     * @return what stands in the way; empty where it has returned
     * @throws Superseded where a newer owner was here
     */
    String await(Duration patience) throws InterruptedException {
        CompletableFuture<Boolean> commit = pending;
        if (commit == null) {
            throw new IllegalStateException("no commit was begun");
        }
        try {
            commit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "no journal keeper has acknowledged its first commit yet";
        } catch (ExecutionException e) {
            pending = null;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof Superseded superseded) {
                throw superseded;
            }
            return "its first commit failed: " + cause.getMessage();
        }
        pending = null;
        return "";
    }

    private void write(Connection open, Epoch epoch) throws SQLException {
        try (PreparedStatement statement =
                open.prepareStatement("INSERT INTO understudy.canary (node, epoch, at_ms, seq) VALUES (?, ?, ?, 0)"
                        + " ON DUPLICATE KEY UPDATE epoch = VALUES(epoch), at_ms = VALUES(at_ms)")) {
            statement.setString(1, node);
            statement.setLong(2, epoch.number());
            statement.setLong(3, System.currentTimeMillis());
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        Connection open = session;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It was gone already.
                session = null;
            }
        }
    }
}
