package dev.understudy.journal;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.EpochOpened;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.Topics;
import dev.understudy.journal.lease.HeldLease;
import dev.understudy.journal.lease.Leases;
import dev.understudy.journal.log.Journal;
import dev.understudy.journal.log.KafkaWatch;
import dev.understudy.journal.primary.Connection;
import dev.understudy.journal.primary.Dump;
import dev.understudy.journal.primary.Line;
import dev.understudy.journal.primary.PrimaryAddress;
import dev.understudy.journal.primary.SemiSyncWatch;
import dev.understudy.journal.relay.Assignment;
import dev.understudy.journal.relay.Relay;
import dev.understudy.runtime.Background;
import dev.understudy.runtime.OnChange;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.kafka.TopicFollower;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One keeper: follows the cluster to its primary, attaches to it, goes on from the journal's end, and begins again when the
 * connection ends.
 */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(1);
    /** A primary that is away for hours is not asked ten times a second. */
    private static final int LONGEST_PAUSE_MILLIS = 1_000;

    /**
     * What it works with.
     *
     * @param config its section
     * @param cluster the cluster's name
     * @param engine what kind of servers
     * @param account one with the right to replicate
     * @param kafka a client's properties
     * @param keeper name and start of this process
     */
    record Setting(
            JournalConfig config,
            String cluster,
            Engine engine,
            Account account,
            Map<String, Object> kafka,
            String keeper) {

        private PrimaryAddress primary(Address address) {
            return new PrimaryAddress(address, account, config.connectTimeout(), config.heartbeat());
        }
    }

    /** What is under way to one writer. Whoever learns of another ends this one, and never the other's. */
    private record Attempt(Reign of, Line line, @Nullable Connection connection) {
        private void end() {
            if (connection != null) {
                connection.close();
            }
            line.close();
        }
    }

    private final Setting setting;
    private final Leases leases;
    private final TopicFollower<Route> routes;
    private final StartingPoint start;
    private final NextSession next;
    private final Semaphore news = new Semaphore(0);
    private final Background work;
    private final SemiSyncWatch semiSync;
    private final KafkaWatch kafka;
    private final Background watching;
    private final OnChange attachment;
    private volatile Reign reign = Reign.NONE;
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable HeldLease lease;
    private final Tally tally = new Tally();
    private int sessions;
    /** By the thread that works: its last connection broke, and whether anybody still listens there is not known. */
    private boolean mayBeGone;

    private volatile int failures;

    Keeper(Setting setting) {
        this.setting = setting;
        this.attachment = new OnChange(LOG, "the journal of " + setting.cluster());
        this.leases = new Leases(
                setting.kafka(),
                setting.cluster(),
                setting.keeper(),
                setting.config().lease(),
                this::connectionNumber,
                new Leases.Listener() {
                    @Override
                    public void renewed() {
                        tally.settle();
                    }

                    @Override
                    public void closed(Epoch epoch) {
                        endAttempt(of -> of.epoch().equals(epoch));
                    }

                    @Override
                    public void opened(EpochOpened epoch, boolean live) {
                        follow(before -> before.after(epoch, live));
                    }
                });
        this.routes = TopicFollower.start(
                setting.kafka(), new TopicFollower.Source<>(Topics.ROUTES, RecordCodec.ROUTES, 0), (route, at) -> {
                    if (route.cluster().equals(setting.cluster())) {
                        follow(before -> before.after(route));
                    }
                });
        this.start = new StartingPoint(setting);
        this.next = new NextSession(setting);
        this.work = new Background("keeper", Duration.ZERO, this::round);
        this.kafka = new KafkaWatch(setting.config().lease());
        this.semiSync = new SemiSyncWatch(setting.engine(), setting.account());
        this.watching = new Background("semi-sync", WATCH_EVERY, this::watch);
        work.start();
        watching.start();
    }

    /** Called by the followers of two topics. */
    private synchronized void follow(UnaryOperator<Reign> change) {
        Reign before = reign;
        reign = change.apply(before);
        if (!reign.equals(before)) {
            failures = 0;
            endAttempt(of -> !of.equals(reign));
            news.release();
        }
    }

    private void watch() {
        Relay.Progress progress = tally.progress();
        kafka.look(
                System.currentTimeMillis(),
                leases.asked(),
                new KafkaWatch.Given(progress.unconfirmed() > 0, progress.confirmed()),
                leases.reason());
        Address address = reign.address();
        if (address != null) {
            semiSync.look(address, leases.connections(reign.epoch()));
        }
    }

    private long connectionNumber() {
        Connection open = connection();
        return open == null ? 0 : open.number();
    }

    private @Nullable Connection connection() {
        Attempt now = attempt;
        return now == null ? null : now.connection();
    }

    private void endAttempt(Predicate<Reign> ended) {
        Attempt now = attempt;
        if (now != null && ended.test(now.of())) {
            now.end();
        }
    }

    private void round() throws InterruptedException {
        if (news.tryAcquire(Math.min(LONGEST_PAUSE_MILLIS, (1 + failures) * PAUSE.toMillis()), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
        Reign now = reign;
        Address address = now.address();
        if (address == null) {
            report(now.epoch(), "no route names a primary yet");
            return;
        }
        HeldLease held = leases.hold(now.epoch());
        lease = held;
        if (held.isClosed()) {
            report(now.epoch(), "epoch " + now.epoch() + " is closed: waiting for the next one's route");
            return;
        }
        try (Line way = new Line(setting.primary(address))) {
            attempt = new Attempt(now, way, null);
            if (mayBeGone && reign.equals(now)) {
                // Before the journal is read, which takes a while, just when others have a fail-over to carry out.
                way.lay();
                mayBeGone = false;
            }
            Optional<TransactionSet> from = start.in(now, address);
            if (from.isPresent()) {
                attach(now, held, way, from.get());
            } else {
                report(
                        now.epoch(),
                        "the journal of epoch " + now.epoch() + " has ended: waiting for the next one's route");
            }
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            failures++;
            report(now.epoch(), now.writer() + ": " + e.getMessage());
        } catch (SQLException | RuntimeException e) {
            // Whatever it is, commits wait for this keeper: it says what stands in the way, and tries again.
            report(now.epoch(), e.getMessage() == null ? e.toString() : e.getMessage());
            LOG.debug("not attached", e);
        } finally {
            attempt = null;
        }
    }

    private void attach(Reign of, HeldLease held, Line way, TransactionSet from) {
        JournalConfig config = setting.config();
        Assignment assignment = new Assignment(
                setting.cluster(), of.epoch(), setting.keeper(), setting.keeper() + "/" + ++sessions, from);
        Dump dump = new Dump(setting.engine(), config.name(), config.serverId(), from);
        Journal journal = next.take();
        try (Connection open = new Connection(way, dump, config.partBytes())) {
            Relay to = new Relay(assignment, journal, () -> held.isValid(System.nanoTime()), open, System::nanoTime);
            attempt = new Attempt(of, way, open);
            tally.begins(to);
            if (!reign.equals(of) || held.isClosed()) {
                return;
            }
            LOG.info("{} of epoch {} at {} is read from {}", of.writer(), of.epoch(), of.address(), shown(from));
            tally.says(new KeeperState(of.epoch(), "attached to " + of.writer()));
            attachment.well();
            String end = open.run(to);
            mayBeGone = open.hasStreamed();
            failures = to.progress().transactions() > 0 ? 0 : failures + 1;
            report(of.epoch(), end.isEmpty() ? "detached from " + of.writer() : of.writer() + ": " + end);
        } finally {
            tally.ends();
            next.bringBack(journal);
        }
    }

    private void report(Epoch epoch, String detail) {
        tally.says(new KeeperState(epoch, detail));
        attachment.trouble(detail);
    }

    /** What it is doing, and what came of it. */
    Tally tally() {
        return tally;
    }

    /** Whether the primary's commits do wait; null while it does not answer. */
    SemiSyncWatch.@Nullable Found semiSync() {
        return semiSync.found();
    }

    /** Since when Kafka confirms nothing, in one line; empty where it does. */
    String kafkaTrouble() {
        return kafka.trouble();
    }

    /** Whether events may come at this moment. */
    boolean isStreaming() {
        Connection open = connection();
        return open != null && open.isStreaming();
    }

    /** For how long it may acknowledge, ms. */
    long leaseMillis() {
        HeldLease held = lease;
        return held == null ? 0 : held.remainingMillis(System.nanoTime());
    }

    private static String shown(TransactionSet set) {
        return set.isEmpty() ? "the beginning" : set.text();
    }

    @Override
    public void close() {
        routes.close();
        endAttempt(of -> true);
        work.close();
        watching.close();
        semiSync.close();
        leases.close();
        next.close();
        start.close();
    }
}
