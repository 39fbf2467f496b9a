package dev.understudy.orders.load;

import dev.understudy.events.Address;
import dev.understudy.orders.load.OrderLog.Entry;
import dev.understudy.orders.load.OrderLog.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Places orders at a steady rate, whatever the answers do (an open loop): an order is due by the clock, and its latency counts
 * from then. An order without a clear answer is asked for again under the same id. Thread-safe.
 */
public final class OrderLoad implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(40);
    private static final long AGAIN_MILLIS = 100;
    private static final int LATENCIES_KEPT = 2_000;

    /**
     * @param target the router's HTTP port
     * @param ratePerSecond orders that become due each second
     * @param clients how many are in flight at once, at most
     * @param idPrefix makes the ids of this load its own
     * @param ramp how long the rate rises until it is the full one: services that have just started are slow at first
     */
    public record Options(Address target, int ratePerSecond, int clients, String idPrefix, Duration ramp) {}

    /**
     * How it goes.
     *
     * @param due orders that became due so far
     * @param waiting due and not answered
     * @param perSecond acknowledged in the last second
     */
    public record Snapshot(
            long due,
            long acknowledged,
            long rejected,
            long unknown,
            long waiting,
            double perSecond,
            double p50Millis,
            double p99Millis) {}

    private record Due(String id, long atNanos, int attempts) {}

    private final Options options;
    private final URI uri;
    private final BlockingQueue<Due> due = new LinkedBlockingQueue<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Deque<double[]> recent = new ArrayDeque<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;
    private volatile boolean paused;
    private volatile long giveUpNanos = Long.MAX_VALUE;

    private OrderLoad(Options options) {
        this.options = options;
        this.uri = URI.create("http://" + options.target() + "/orders");
    }

    public static OrderLoad start(Options options) {
        OrderLoad load = new OrderLoad(options);
        load.thread("order-clock", load::clock);
        for (int client = 0; client < options.clients(); client++) {
            int number = client;
            load.thread("customer-" + client, () -> load.customer(number));
        }
        return load;
    }

    /** No new orders become due; returns when none is waiting for its answer. */
    public void pause() throws InterruptedException {
        paused = true;
        while (open.get() > 0) {
            Thread.sleep(5);
        }
    }

    public void resume() {
        paused = false;
    }

    public Snapshot snapshot() {
        synchronized (entries) {
            long now = System.nanoTime();
            while (!recent.isEmpty() && now - recent.peekFirst()[0] > 1e9 && recent.size() > 1) {
                recent.removeFirst();
            }
            double[] latencies =
                    recent.stream().mapToDouble(sample -> sample[1]).sorted().toArray();
            long lastSecond =
                    recent.stream().filter(sample -> now - sample[0] <= 1e9).count();
            return new Snapshot(
                    count.get(),
                    counted(Outcome.ACKNOWLEDGED),
                    counted(Outcome.REJECTED),
                    counted(Outcome.UNKNOWN),
                    open.get(),
                    lastSecond,
                    quantile(latencies, 0.5),
                    quantile(latencies, 0.99));
        }
    }

    /** Stops, waits for what is under way, and asks for unanswered orders again until the patience is over. */
    public OrderLog stop(Duration patience) throws InterruptedException {
        paused = true;
        long deadline = System.nanoTime() + patience.toNanos();
        giveUpNanos = deadline;
        while (open.get() > 0 && System.nanoTime() < deadline + CALL.toNanos()) {
            Thread.sleep(5);
        }
        close();
        synchronized (entries) {
            return new OrderLog(entries);
        }
    }

    @Override
    public void close() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Counts elapsed time, never ticks: a late wake-up makes up for what it missed. */
    private void clock() {
        long gap = 1_000_000_000L / options.ratePerSecond();
        long start = System.nanoTime();
        long next = start;
        try {
            while (running) {
                long now = System.nanoTime();
                if (paused) {
                    next = now;
                }
                while (!paused && next <= now) {
                    open.incrementAndGet();
                    due.add(new Due(options.idPrefix() + "-" + count.incrementAndGet(), next, 0));
                    next += gap(gap, next - start);
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(2_000_000, Math.max(100_000, next - now)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tenth of the rate at the beginning, and all of it after the ramp. */
    private long gap(long full, long elapsedNanos) {
        double share = (double) elapsedNanos / Math.max(1, options.ramp().toNanos());
        return (long) (full / Math.min(1, Math.max(0.1, share)));
    }

    private void customer(int client) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(35))
                .build();
        try {
            while (running) {
                place(http, client, due.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void place(HttpClient http, int client, Due order) throws InterruptedException {
        int attempt = order.attempts() + 1;
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(CALL)
                .header("Content-Type", "application/json")
                .header("X-Attempt", Integer.toString(attempt))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"" + order.id() + "\",\"sku\":\"violin-" + client % 7 + "\",\"quantity\":1}"))
                .build();
        Outcome outcome;
        String detail;
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            outcome = outcome(answer.statusCode());
            detail = answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            outcome = Outcome.UNKNOWN;
            detail = e.toString();
        }
        if (outcome == Outcome.UNKNOWN && running && System.nanoTime() < giveUpNanos) {
            Thread.sleep(AGAIN_MILLIS);
            due.add(new Due(order.id(), order.atNanos(), attempt));
            return;
        }
        // After an attempt of unknown outcome a rejection does not prove that nothing happened.
        Outcome known = outcome == Outcome.REJECTED && attempt > 1 ? Outcome.UNKNOWN : outcome;
        record(new Entry(
                order.id(),
                client,
                order.atNanos(),
                System.nanoTime(),
                System.currentTimeMillis(),
                known,
                attempt,
                detail.length() > 160 ? detail.substring(0, 160) : detail));
    }

    private static Outcome outcome(int status) {
        if (status / 100 == 2) {
            return Outcome.ACKNOWLEDGED;
        }
        return status == 503 || status / 100 == 4 ? Outcome.REJECTED : Outcome.UNKNOWN;
    }

    private void record(Entry entry) {
        synchronized (entries) {
            entries.add(entry);
            if (entry.outcome() == Outcome.ACKNOWLEDGED) {
                recent.addLast(new double[] {entry.doneNanos(), (entry.doneNanos() - entry.dueNanos()) / 1e6});
                if (recent.size() > LATENCIES_KEPT) {
                    recent.removeFirst();
                }
            }
        }
        open.decrementAndGet();
    }

    private long counted(Outcome outcome) {
        return entries.stream().filter(entry -> entry.outcome() == outcome).count();
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }

    @Override
    public String toString() {
        return options.ratePerSecond() + "/s to " + uri + " " + Arrays.asList(count, open);
    }
}
