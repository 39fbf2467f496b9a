package dev.understudy.recovery.watch;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.SelfReport;
import dev.understudy.recovery.plan.FaultView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The newest self-report of each node and the newest verdict of each incident; whoever waits is woken by news. Thread-safe. */
public final class Observations {

    private static final int INCIDENTS_KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<String, Seen<SelfReport>> reports = new HashMap<>();
    private final Map<String, Seen<Fault>> faults = new LinkedHashMap<>();
    private long version;

    /**
     * @param atNanos when it arrived here, by the monotonic clock
     */
    private record Seen<T>(T value, long atNanos) {}

    /** Takes a node's report in; it arrives now. */
    public void take(SelfReport report) {
        change(() -> reports.put(report.node(), new Seen<>(report, System.nanoTime())));
    }

    /**
     * Takes a verdict in.
     *
     * @param age how long ago it was published
     */
    public void take(Fault fault, Duration age) {
        change(() -> {
            faults.remove(fault.incident());
            faults.put(fault.incident(), new Seen<>(fault, System.nanoTime() - age.toNanos()));
            if (faults.size() > INCIDENTS_KEPT) {
                faults.remove(leastWanted());
            }
        });
    }

    /** What leads to nothing goes first: it must not push out what a plan waits for. */
    private String leastWanted() {
        return faults.entrySet().stream()
                .filter(entry -> entry.getValue().value().kind().consequence() == FaultKind.Consequence.NONE)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> faults.keySet().iterator().next());
    }

    /** Wakes whoever waits, for news that is not kept here. */
    public void wake() {
        change(() -> {});
    }

    /** The newest report of a node. */
    public Optional<SelfReport> report(String node) {
        lock.lock();
        try {
            return Optional.ofNullable(reports.get(node)).map(Seen::value);
        } finally {
            lock.unlock();
        }
    }

    /** How long ago a node last reported, ms; {@link Long#MAX_VALUE} if never. */
    public long reportAgeMillis(String node) {
        lock.lock();
        try {
            Seen<SelfReport> seen = reports.get(node);
            return seen == null ? Long.MAX_VALUE : (System.nanoTime() - seen.atNanos()) / 1_000_000;
        } finally {
            lock.unlock();
        }
    }

    public List<FaultView> faults() {
        lock.lock();
        try {
            List<FaultView> views = new ArrayList<>();
            faults.values()
                    .forEach(seen ->
                            views.add(new FaultView(seen.value(), (System.nanoTime() - seen.atNanos()) / 1_000_000)));
            return views;
        } finally {
            lock.unlock();
        }
    }

    /** Counts the news; to be given to {@link #awaitNews}. */
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something has arrived since that version, or the patience is over. */
    public void awaitNews(long since, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (version == since && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a report of a node that passes. */
    public Optional<SelfReport> awaitReport(String node, Predicate<SelfReport> wanted, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen = version();
            Optional<SelfReport> report = report(node).filter(wanted);
            long left = deadline - System.nanoTime();
            if (report.isPresent() || left <= 0) {
                return report;
            }
            awaitNews(seen, Duration.ofNanos(left));
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
