package dev.understudy.bench.commit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Clients that insert one row a transaction, each over one connection and each as soon as its last commit has returned (a closed
 * loop). Immutable.
 *
 * @param clients how many
 * @param warmUp for how long nothing is counted
 * @param measured for how long it is
 */
record Load(int clients, Duration warmUp, Duration measured) {

    private static final String INSERT = "INSERT INTO entry (client, text) VALUES (?, ?)";
    private static final String TEXT = "an order of about sixty characters, as small as they come";
    private static final long LEAST_NANOS = 1_000;
    private static final long MOST_NANOS = 600_000_000_000L;
    /** Decimal digits of a latency that are kept. */
    private static final int DIGITS = 3;

    /**
     * What came of it.
     *
     * @param commits all that have returned, those of the warm-up too
     * @param latencies ns, of the commits that began and returned while it was measured
     * @param seconds for how long that was
     */
    record Result(long commits, Histogram latencies, double seconds) {

        double perSecond() {
            return latencies.getTotalCount() / seconds;
        }

        /** Of so many in a hundred, ms. */
        double millis(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /**
     * Runs until all clients have ended.
     *
     * @throws SQLException where one of them failed
     */
    Result run(Primary primary) throws Exception {
        CyclicBarrier start = new CyclicBarrier(clients);
        List<Callable<Result>> work = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int number = i;
            work.add(() -> client(primary, number, start));
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long commits = 0;
            Histogram latencies = histogram();
            for (Future<Result> each : threads.invokeAll(work)) {
                commits += each.get().commits();
                latencies.add(each.get().latencies());
            }
            return new Result(commits, latencies, measured.toNanos() / 1e9);
        } catch (ExecutionException e) {
            throw new SQLException("a client failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Result client(Primary primary, int number, CyclicBarrier start) throws Exception {
        Histogram latencies = histogram();
        long commits = 0;
        try (Connection connection = DriverManager.getConnection(primary.url(), primary.account());
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, number);
            insert.setString(2, TEXT);
            start.await();
            long from = System.nanoTime() + warmUp.toNanos();
            long to = from + measured.toNanos();
            long begun = System.nanoTime();
            while (begun - to < 0) {
                insert.executeUpdate();
                long returned = System.nanoTime();
                commits++;
                if (begun - from >= 0 && returned - to <= 0) {
                    latencies.recordValue(returned - begun);
                }
                begun = returned;
            }
        }
        return new Result(commits, latencies, measured.toNanos() / 1e9);
    }

    private static Histogram histogram() {
        return new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
    }
}
