package dev.understudy.bench.drill;

import dev.understudy.events.Address;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that insert one row a transaction at a steady rate through the router's write port, each over one connection that it
 * opens again after an error. A row whose commit got no answer is never written again: it counts neither way.
 *
 * <p>Each writer has a thread and a list of its own; {@link #stop} ends them, and afterwards the lists are read.
 */
final class Writers {

    private static final long RECONNECT_MILLIS = 2;
    private static final long CATCH_UP_NANOS = 100_000_000;

    private final Address port;
    private final String password;
    private final AtomicLong next;
    private final long intervalNanos;
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean running = true;

    /**
     * @param acknowledged the rows whose commit was answered
     * @param outageMillis the longest time between two answers, over all clients together
     * @param unknown rows whose commit got no answer
     */
    record Result(List<Long> acknowledged, double outageMillis, long unknown) {}

    private Writers(Address port, String password, AtomicLong next, long intervalNanos) {
        this.port = port;
        this.password = password;
        this.next = next;
        this.intervalNanos = intervalNanos;
    }

    /**
     * @param rate transactions a second, all clients together
     * @param next the id of the next row; each is used once
     */
    static Writers start(Address port, String password, int clients, int rate, AtomicLong next) {
        Writers writers = new Writers(port, password, next, clients * 1_000_000_000L / rate);
        for (int i = 0; i < clients; i++) {
            writers.writers.add(writers.new Writer(i));
        }
        writers.writers.forEach(Thread::start);
        return writers;
    }

    /** What is acknowledged so far. */
    long acknowledged() {
        return writers.stream().mapToLong(writer -> writer.count).sum();
    }

    /** Ends the clients after the commit that each has under way. */
    Result stop(Duration patience) throws InterruptedException {
        running = false;
        List<Long> ids = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        long unknown = 0;
        for (Writer writer : writers) {
            writer.join(patience.toMillis());
            if (writer.isAlive()) {
                throw new IllegalStateException(writer.getName() + " still waits for an answer after " + patience);
            }
            ids.addAll(writer.ids);
            times.addAll(writer.times);
            unknown += writer.unknown;
        }
        times.sort(Long::compare);
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return new Result(ids, longest / 1e6, unknown);
    }

    private final class Writer extends Thread {

        private final List<Long> ids = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private volatile long count;
        private long unknown;
        private long due;

        Writer(int number) {
            super("writer-" + number);
            // Not all at the same instant.
            due = System.nanoTime() + number * 1_000_000L;
        }

        @Override
        public void run() {
            Properties account = new Properties();
            account.put("user", "shop");
            account.put("password", password);
            String url = "jdbc:mysql://" + port
                    + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=40000&socketTimeout=10000";
            while (running) {
                try (Connection connection = DriverManager.getConnection(url, account);
                        PreparedStatement insert =
                                connection.prepareStatement("INSERT INTO drill (id, filler) VALUES (?, ?)")) {
                    while (running) {
                        write(insert);
                    }
                } catch (SQLException e) {
                    LockSupport.parkNanos(RECONNECT_MILLIS * 1_000_000);
                }
            }
        }

        private void write(PreparedStatement insert) throws SQLException {
            // A hiccup is caught up with; an outage is not: the rate is what the servers are to bear.
            due = Math.max(due + intervalNanos, System.nanoTime() - CATCH_UP_NANOS);
            LockSupport.parkNanos(due - System.nanoTime());
            long id = next.getAndIncrement();
            insert.setLong(1, id);
            insert.setString(2, "row " + id);
            unknown++;
            insert.executeUpdate();
            unknown--;
            ids.add(id);
            times.add(System.nanoTime());
            count = ids.size();
        }
    }
}
