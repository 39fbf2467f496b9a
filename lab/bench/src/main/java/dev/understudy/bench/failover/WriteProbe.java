package dev.understudy.bench.failover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * One client that writes one row a transaction over one connection, and reconnects 2 ms after an error: the client of the
 * peers' table. One thread writes; the caller reads the result after {@link #close}, or between runs.
 */
final class WriteProbe implements AutoCloseable {

    private static final String USER = "floor";
    private static final String PASSWORD = "Floor-1-password";
    private static final long RECONNECT_MILLIS = 2;

    private final Thread thread;
    private final String url;
    private volatile boolean running = true;
    private volatile long faultAt = Long.MAX_VALUE;
    private volatile long lastAcknowledged = System.nanoTime();
    private volatile long longestGap;

    private WriteProbe(int port) {
        url = "jdbc:mysql://127.0.0.1:" + port
                + "/floor?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=500&socketTimeout=500";
        thread = new Thread(this::write, "write-probe");
        thread.start();
    }

    static WriteProbe start(int port) {
        return new WriteProbe(port);
    }

    static List<String> schema() {
        return List.of(
                "CREATE DATABASE floor",
                "CREATE TABLE floor.writes (id BIGINT AUTO_INCREMENT PRIMARY KEY)",
                "CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT ALL ON floor.* TO '" + USER + "'@'%'");
    }

    /** Lets it write for a while. */
    void runFor(Duration duration) throws InterruptedException {
        thread.join(duration.toMillis());
    }

    void faultNow() {
        faultAt = System.nanoTime();
    }

    /** The longest gap between two acknowledgements that ended after the fault. */
    double outageMillis() {
        long open = System.nanoTime() - lastAcknowledged;
        return Math.max(longestGap, open) / 1e6;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join(5_000);
    }

    private void write() {
        Properties account = new Properties();
        account.put("user", USER);
        account.put("password", PASSWORD);
        while (running) {
            try (Connection connection = DriverManager.getConnection(url, account);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO writes VALUES ()")) {
                while (running) {
                    insert.executeUpdate();
                    acknowledged(System.nanoTime());
                }
            } catch (SQLException e) {
                pause();
            }
        }
    }

    private void acknowledged(long now) {
        if (now > faultAt) {
            longestGap = Math.max(longestGap, now - lastAcknowledged);
        }
        lastAcknowledged = now;
    }

    private static void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
