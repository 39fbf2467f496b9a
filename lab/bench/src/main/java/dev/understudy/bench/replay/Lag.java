package dev.understudy.bench.replay;

import dev.understudy.bench.Samples;
import dev.understudy.bench.replay.LagTimes.Point;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How long a commit takes to show on the standby, and the share of each hop: writers at a steady rate, one reader of the log, one that
 * waits for the replay, and one that looks at the standby every half millisecond.
 */
final class Lag {

    private static final int WRITERS = 4;
    private static final int RATE = 500;
    private static final int SECONDS = 10;
    private static final int EACH = RATE / WRITERS * SECONDS;
    private static final long LOOK_NANOS = 500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A transaction whose end was read. */
    private record Read(int writer, int id, long offset) {}

    private final OrderSystem system;
    private final OurReplay replay;
    private final LagTimes times = new LagTimes(WRITERS, EACH);
    private final BlockingQueue<Read> toBeApplied = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    private final long epochNanos;
    private volatile boolean over;

    /** The ids of this time begin behind it. */
    private final int base;

    /** @param time counts the measurements up, from 1 */
    Lag(OrderSystem system, OurReplay replay, int time) {
        this.system = system;
        this.replay = replay;
        this.base = time * EACH;
        // Kafka's times are of the wall clock.
        this.epochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
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
        // Where the log ends before the first write.
        LogReader reader = new LogReader(system.kafkaConfig().client(), Topics.changelog(Layout.CLUSTER));
        reader.seek(reader.end());
        Thread log = thread("lag-log", () -> readLog(reader));
        Thread applied = thread("lag-applied", this::awaitApplied);
        Thread eye = thread("lag-standby", this::lookAtStandby);
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            thread("lag-writer-" + i, () -> write(number));
        }
        eye.join(TimeUnit.SECONDS.toMillis(SECONDS) + PATIENCE.toMillis());
        applied.join(PATIENCE.toMillis());
        over = true;
        log.join();
        applied.join();
        eye.join();
        Exception failure = failed.get();
        if (failure != null) {
            throw failure;
        }
        times.add(samples, "replay.lag", Point.COMMITTED, Point.VISIBLE);
        times.add(samples, "replay.lag.connector", Point.COMMITTED, Point.SENT);
        times.add(samples, "replay.lag.kafka", Point.SENT, Point.LOGGED);
        times.add(samples, "replay.lag.apply", Point.LOGGED, Point.APPLIED);
        times.add(samples, "replay.lag.visible", Point.APPLIED, Point.VISIBLE);
    }

    /** In the log's order, which is the order of the commits. */
    private void awaitApplied() throws InterruptedException {
        for (int seen = 0; seen < WRITERS * EACH && !over; ) {
            Read next = toBeApplied.poll(100, TimeUnit.MILLISECONDS);
            if (next != null && replay.awaitApplied(next.offset() + 1, PATIENCE)) {
                times.at(Point.APPLIED, next.writer(), next.id(), System.nanoTime());
                seen++;
            }
        }
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
                times.at(Point.COMMITTED, writer, id, System.nanoTime());
            }
        }
    }

    private void readLog(LogReader reader) {
        LogParser parser = new LogParser();
        try (reader) {
            int writer = -1;
            int id = 0;
            while (!over) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(50))) {
                    LogEntry entry = parser.parse(record.value());
                    if (entry instanceof LogEntry.Row row
                            && row.table().table().startsWith("lag")
                            && row.after() != null) {
                        writer = row.table().table().charAt(3) - '0';
                        id = Integer.parseInt(
                                String.valueOf(row.after().value(row.after().place("n"))));
                    } else if (entry instanceof LogEntry.End && writer >= 0) {
                        times.at(Point.LOGGED, writer, id, System.nanoTime());
                        times.at(
                                Point.SENT, writer, id, TimeUnit.MILLISECONDS.toNanos(record.timestamp()) - epochNanos);
                        toBeApplied.add(new Read(writer, id, record.offset()));
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
                            times.at(Point.VISIBLE, i, ++seen[i], now);
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
