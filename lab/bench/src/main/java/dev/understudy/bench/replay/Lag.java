package dev.understudy.bench.replay;

import dev.understudy.bench.Samples;
import dev.understudy.cli.quickstart.Layout;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.events.Topics;
import dev.understudy.recovery.changelog.LogEntry;
import dev.understudy.recovery.changelog.LogParser;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.stage.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How long a commit takes to show on the standby, and how much of it lies before a consumer of the log sees its end: writers at a
 * steady rate, one reader of the log, and one that looks at the standby every half millisecond.
 */
final class Lag {

    private static final int WRITERS = 4;
    private static final int RATE = 500;
    private static final int SECONDS = 15;
    private static final int EACH = RATE / WRITERS * SECONDS;
    private static final long LOOK_NANOS = 500_000;
    private static final double MILLI = 1e6;

    private final OrderSystem system;
    private final long[][] committed = new long[WRITERS][EACH + 1];
    private final long[][] logged = new long[WRITERS][EACH + 1];
    private final long[][] visible = new long[WRITERS][EACH + 1];
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    private volatile boolean over;

    /** The ids of this time begin behind it. */
    private final int base;

    /** @param time counts the measurements up, from 1 */
    Lag(OrderSystem system, int time) {
        this.system = system;
        this.base = time * EACH;
    }

    static void prepare(DatabaseServer primary) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < WRITERS; i++) {
                statement.execute("CREATE TABLE sbtest.lag" + i + " (id INT PRIMARY KEY, n INT)");
            }
        }
    }

    /** Replay has to be under way. */
    void measure(Samples samples) throws Exception {
        Thread log = thread("lag-log", this::readLog);
        Thread eye = thread("lag-standby", this::lookAtStandby);
        Thread[] writers = new Thread[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            writers[i] = thread("lag-writer-" + i, () -> write(number));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        eye.join(30_000);
        over = true;
        log.join();
        Exception failure = failed.get();
        if (failure != null) {
            throw failure;
        }
        add(samples, "replay.lag", committed, visible);
        add(samples, "replay.lag.to-log", committed, logged);
        add(samples, "replay.lag.log-to-standby", logged, visible);
    }

    private static void add(Samples samples, String name, long[][] from, long[][] to) {
        double[] millis = new double[WRITERS * EACH];
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int id = 1; id <= EACH; id++) {
                if (to[writer][id] == 0 || from[writer][id] == 0) {
                    throw new IllegalStateException(name + ": row " + id + " of writer " + writer + " was never seen");
                }
                // Another thread's clock is read a little late now and then: not before its cause, then.
                millis[writer * EACH + id - 1] = Math.max(0, (to[writer][id] - from[writer][id]) / MILLI);
            }
        }
        Arrays.sort(millis);
        samples.add(name + ".p50", "ms", millis[millis.length / 2]);
        samples.add(name + ".p99", "ms", millis[millis.length * 99 / 100]);
    }

    private void write(int writer) throws SQLException {
        try (Connection connection = system.database(OrderSystem.PRIMARY).connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO sbtest.lag" + writer + " VALUES (?, ?)")) {
            long start = System.nanoTime();
            for (int id = 1; id <= EACH; id++) {
                long due = start + (long) id * 1_000_000_000L * WRITERS / RATE;
                LockSupport.parkNanos(due - System.nanoTime());
                insert.setInt(1, base + id);
                insert.setInt(2, id);
                insert.executeUpdate();
                committed[writer][id] = System.nanoTime();
            }
        }
    }

    private void readLog() {
        LogParser parser = new LogParser();
        try (LogReader reader = new LogReader(system.kafkaConfig().client(), Topics.changelog(Layout.CLUSTER))) {
            reader.seek(reader.end());
            int writer = -1;
            int id = 0;
            while (!over) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(50))) {
                    LogEntry entry = parser.parse(record.value(), false);
                    if (entry instanceof LogEntry.Row row
                            && row.table().table().startsWith("lag")
                            && row.after() != null
                            && row.after().value(row.after().place("n")) instanceof Long n) {
                        writer = row.table().table().charAt(3) - '0';
                        id = n.intValue();
                    } else if (entry instanceof LogEntry.End && writer >= 0) {
                        logged[writer][id] = System.nanoTime();
                        writer = -1;
                    }
                }
            }
        }
    }

    private void lookAtStandby() throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (int i = 0; i < WRITERS; i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append("(SELECT MAX(id) FROM sbtest.lag")
                    .append(i)
                    .append(')');
        }
        int[] seen = new int[WRITERS];
        try (Connection connection = system.database(OrderSystem.STANDBY).connect();
                PreparedStatement select = connection.prepareStatement(sql.toString())) {
            while (!over && Arrays.stream(seen).anyMatch(id -> id < EACH)) {
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    long now = System.nanoTime();
                    for (int i = 0; i < WRITERS; i++) {
                        int most = row.getInt(i + 1) - base;
                        while (seen[i] < most) {
                            visible[i][++seen[i]] = now;
                        }
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** What may fail. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private Thread thread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        failed.compareAndSet(null, e);
                        over = true;
                    }
                },
                name);
        thread.start();
        return thread;
    }
}
