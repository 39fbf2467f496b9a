package dev.understudy.bench.clients;

import java.net.ConnectException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Connector/J, many clients in one JVM: each begins its next transaction, one INSERT and a COMMIT, as soon as the last one is
 * committed, and leaves its session at an error.
 */
final class JdbcClients implements Crowd {

    static final String STAY = "jdbc-stay";
    static final String RETURN = "jdbc-return";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AGAIN_NANOS = Duration.ofMillis(5).toNanos();
    /** Where nobody is there they would only take the processor from who starts it. */
    private static final long REFUSED_NANOS = Duration.ofMillis(50).toNanos();

    private final Door door;
    private final boolean returns;
    private final Diary diary = new Diary();
    private final Properties account = new Properties();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean running = true;

    /**
     * Starts them.
     *
     * @param returns whether each connects anew for each transaction, or keeps its connection for many
     */
    JdbcClients(Door door, int clients, boolean returns) {
        this.door = door;
        this.returns = returns;
        account.put("user", door.user());
        account.put("password", door.password());
        for (int i = 0; i < clients; i++) {
            Thread client = new Thread(this::work, "client-" + i);
            client.setDaemon(true);
            this.clients.add(client);
        }
        this.clients.forEach(Thread::start);
    }

    @Override
    public Map<String, Diary> diaries() {
        return Map.of(returns ? RETURN : STAY, diary);
    }

    @Override
    public void stop() throws InterruptedException {
        running = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Thread client : clients) {
            client.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            if (client.isAlive()) {
                throw new IllegalStateException(client.getName() + " still waits for an answer after " + PATIENCE);
            }
        }
    }

    private void work() {
        String url = "jdbc:mysql://" + door.router()
                + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=40000&socketTimeout=20000";
        while (running) {
            Diary.Where where = Diary.Where.CONNECTING;
            try (Connection connection = DriverManager.getConnection(url, account)) {
                where = Diary.Where.IN_SESSION;
                connection.setAutoCommit(false);
                do {
                    long id = door.ids().getAndIncrement();
                    insert(connection, id);
                    where = Diary.Where.COMMITTING;
                    connection.commit();
                    diary.committed(id, System.nanoTime());
                    where = Diary.Where.IN_SESSION;
                } while (running && !returns);
            } catch (SQLException e) {
                if (where == Diary.Where.CONNECTING) {
                    where = beforeSession(e);
                }
                diary.failed(code(e), where, System.nanoTime());
                LockSupport.parkNanos(where == Diary.Where.CONNECTING ? REFUSED_NANOS : AGAIN_NANOS);
            }
        }
    }

    private static void insert(Connection connection, long id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Door.INSERT + "?)")) {
            insert.setLong(1, id);
            insert.executeUpdate();
        }
    }

    /** The SQL state and the server's number, or what the network said where no server did. */
    private static String code(SQLException failure) {
        return failure.getSQLState() + "-" + (isRefused(failure) ? "refused" : failure.getErrorCode());
    }

    private static Diary.Where beforeSession(SQLException failure) {
        return isRefused(failure) || failure.getErrorCode() != 0 ? Diary.Where.CONNECTING : Diary.Where.OPENING;
    }

    private static boolean isRefused(SQLException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }
}
