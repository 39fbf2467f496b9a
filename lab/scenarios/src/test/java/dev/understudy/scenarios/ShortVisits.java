package dev.understudy.scenarios;

import dev.understudy.cli.quickstart.OrderSystem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients of the router's write port that commit one row after the other: some come anew for each transaction, the others stay on one
 * connection as long as it lasts. Each client's thread is a daemon.
 */
final class ShortVisits implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 40_000;

    private final String url;
    private final Properties account = new Properties();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final AtomicLong longestNanos = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Collection<String> failedVisits = new ConcurrentLinkedQueue<>();
    private final Collection<String> brokenStays = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean running = true;

    private ShortVisits(OrderSystem system) {
        this.url = "jdbc:mysql://" + system.writePort()
                + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=40000&socketTimeout=40000";
        account.put("user", system.applicationUser());
        account.put("password", system.applicationPassword());
    }

    /** Makes their table on the writer. */
    static void define(Scene scene) throws SQLException {
        scene.write("CREATE TABLE IF NOT EXISTS shop.visit (id BIGINT NOT NULL PRIMARY KEY, note VARCHAR(20))");
    }

    /**
     * @param visitors come anew each time
     * @param stayers stay
     */
    static ShortVisits start(OrderSystem system, int visitors, int stayers) {
        ShortVisits visits = new ShortVisits(system);
        visits.ids.set(System.currentTimeMillis() * 1_000);
        for (int i = 0; i < visitors + stayers; i++) {
            boolean stays = i >= visitors;
            Thread thread = new Thread(stays ? visits::stay : visits::visit, (stays ? "stayer-" : "visitor-") + i);
            thread.setDaemon(true);
            visits.clients.add(thread);
        }
        visits.clients.forEach(Thread::start);
        return visits;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** The transactions of visitors that failed: none should. */
    List<String> failedVisits() {
        return List.copyOf(failedVisits);
    }

    /** The connections of stayers that broke, each with what its client was told. */
    List<String> brokenStays() {
        return List.copyOf(brokenStays);
    }

    /** The longest time between two acknowledgements, ms. */
    long longestGapMillis() {
        return longestNanos.get() / 1_000_000;
    }

    /** Ends them after what each has under way. */
    @Override
    public void close() throws InterruptedException {
        running = false;
        for (Thread client : clients) {
            client.join(PATIENCE_MILLIS);
        }
    }

    /** The acknowledged rows that a server does not have; to be asked after {@link #close}. */
    long missingOn(Connection server) throws SQLException {
        long found = 0;
        try (Statement statement = server.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM shop.visit")) {
            while (row.next()) {
                found += acknowledged.contains(row.getLong(1)) ? 1 : 0;
            }
        }
        return acknowledged.size() - found;
    }

    private void visit() {
        while (running) {
            try (Connection connection = DriverManager.getConnection(url, account)) {
                connection.setAutoCommit(false);
                commitOne(connection);
            } catch (SQLException e) {
                failedVisits.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void stay() {
        while (running) {
            try (Connection connection = DriverManager.getConnection(url, account)) {
                connection.setAutoCommit(false);
                while (running) {
                    commitOne(connection);
                    Thread.sleep(5);
                }
            } catch (SQLException e) {
                brokenStays.add(e.getErrorCode() + " " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void commitOne(Connection connection) throws SQLException {
        long id = ids.incrementAndGet();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO shop.visit VALUES (?, 'first')");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE shop.visit SET note = 'second' WHERE id = ?")) {
            insert.setLong(1, id);
            insert.executeUpdate();
            update.setLong(1, id);
            update.executeUpdate();
        }
        connection.commit();
        acknowledged.add(id);
        long now = System.nanoTime();
        long gap = now - last.getAndSet(now);
        longestNanos.accumulateAndGet(gap, Math::max);
    }
}
