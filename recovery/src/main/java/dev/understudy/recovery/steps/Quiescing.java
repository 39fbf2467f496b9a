package dev.understudy.recovery.steps;

import dev.understudy.engine.OpenWork;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.Step;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a writer that is well to rest, for a planned switch-over: its open transactions come to their end within a bound, it is made read-only,
 * its clients' sessions end, and the candidate has applied all that it executed. Whatever does not come about in time is a refusal,
 * and {@link #undo} takes everything back; a writer that fails meanwhile is no refusal: the plan goes on as a fail-over.
 */
public final class Quiescing {

    private static final Logger LOG = LoggerFactory.getLogger(Quiescing.class);

    /** Until the routers hold: what they let through later is ended with its session. */
    private static final Duration ROUTERS = Duration.ofMillis(40);

    /** Where the server looks at its transactions no oftener than every 100 ms. */
    private static final Duration LOOK = Duration.ofMillis(110);

    private static final Duration EXACT_LOOK = Duration.ofMillis(10);

    /** For how long nobody must have begun a transaction. */
    private static final Duration CALM = Duration.ofMillis(100);

    private static final Duration GONE = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(5);

    /** Less than a connection waits for an answer: an order that is given up must not be carried out later. */
    private static final long LONGEST_LOCK_SECONDS = 10;

    private static final String ENDED = "ended";

    private final Context context;
    private final Tail tail;

    Quiescing(Context context, Tail tail) {
        this.context = context;
        this.tail = tail;
    }

    /** Whether the writer had failed before it was brought to rest. */
    static boolean wasCutShort(OpenPlan plan) {
        return plan.recorded(Step.QUIESCE, ENDED).equals("true");
    }

    Outcome perform(OpenPlan plan) throws SQLException, InterruptedException {
        String node = plan.recorded(Step.BURN_EPOCH, "from");
        String bootId = plan.recorded(Step.BURN_EPOCH, "bootId");
        if (hasEnded(node, bootId)) {
            return cutShort(node);
        }
        try {
            return rest(plan, context.servers().get(node));
        } catch (SQLException e) {
            LOG.warn("{}: {}", node, e.getMessage());
            if (hasFailed(node)) {
                return cutShort(node);
            }
            boolean ended = context.observations()
                    .awaitReport(
                            node,
                            report -> isOver(report, bootId),
                            context.config().fence())
                    .isPresent();
            return ended
                    ? cutShort(node)
                    : new Outcome.Refused(node + " cannot be brought to rest: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private Outcome rest(OpenPlan plan, Server server) throws SQLException, InterruptedException {
        SwitchOverConfig bounds = context.config().switchOver();
        long deadline = System.nanoTime() + bounds.within().toNanos();
        String candidate = plan.candidate();
        // A predecessor may have made it refuse everyone.
        server.admit();
        follow(candidate);
        Thread.sleep(ROUTERS.toMillis());
        int cut = awaitTransactions(server, bounds.transactions());
        server.suspendEvents();
        long left = Duration.ofNanos(deadline - System.nanoTime()).toSeconds();
        int lock = (int) Math.max(1, Math.min(LONGEST_LOCK_SECONDS, left));
        server.asOwnerOutsideTransaction(connection -> {
            // First, since read-only waits behind what is open.
            context.engine().endSessions(connection, context.ownAccounts());
            context.engine().refuseWrites(connection, lock);
            return true;
        });
        server.asOwnerOutsideTransaction(connection -> {
            endSessions(context, connection);
            return true;
        });
        if (!server.read(connection -> context.engine().readOnly(connection))) {
            return new Outcome.Refused(server.node() + " does not say that it is read-only");
        }
        TransactionSet executed = server.read(connection -> context.engine().executed(connection));
        String missing = awaitApplied(candidate, executed, deadline);
        if (!missing.isEmpty()) {
            return new Outcome.Refused(missing);
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("finalSet", executed.text());
        details.put("sessionsNotAtRest", cut);
        return new Outcome.Done(
                server.node() + " is read-only and at rest, and " + candidate + " has all of it"
                        + (cut == 0 ? "" : "; " + cut + " sessions were ended that were not at rest"),
                details);
    }

    /** A successor's candidate is not followed into yet. */
    private void follow(String candidate) throws SQLException {
        if (context.replays().of(candidate).isEmpty()) {
            Server server = context.servers().get(candidate);
            server.claim();
            context.replays().follow(server);
        }
    }

    /**
     * Waits for what is under way, within a bound. Where transactions can be seen, nobody must have begun one for a moment: the routers hold, then.
     *
     * @return how many sessions are still at work at its end
     */
    private int awaitTransactions(Server server, Duration bound) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        OpenWork open = open(server);
        long calmSince = System.nanoTime();
        while (System.nanoTime() < deadline && context.running().getAsBoolean()) {
            boolean calm = !open.exact() || System.nanoTime() - calmSince >= CALM.toNanos();
            if (open.sessions() == 0 && calm) {
                return 0;
            }
            Thread.sleep((open.exact() ? EXACT_LOOK : LOOK).toMillis());
            OpenWork before = open;
            open = open(server);
            if (open.sessions() > 0 || open.mark() != before.mark()) {
                calmSince = System.nanoTime();
            }
        }
        return open.sessions();
    }

    private OpenWork open(Server server) throws SQLException {
        return server.read(connection -> context.engine().openWork(connection, context.ownAccounts()));
    }

    /**
     * Ends all clients' sessions on a server that is read-only, and waits a moment until they are gone. One that comes again and again is
     * ended each time it is seen, and could not write.
     */
    static void endSessions(Context context, Connection connection) throws SQLException {
        long deadline = System.nanoTime() + GONE.toNanos();
        while (context.engine().endSessions(connection, context.ownAccounts()) > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** What stands in the way; empty where the candidate has applied all of it. */
    private String awaitApplied(String candidate, TransactionSet executed, long deadline)
            throws SQLException, InterruptedException {
        Arrived arrived = new Arrived(executed, context.config().quiet().toNanos());
        while (true) {
            Optional<Replay.Progress> progress = context.replays().of(candidate).map(Replay::progress);
            TransactionSet received = tail.received(candidate);
            String held = progress.map(Replay.Progress::held).orElse("");
            if (arrived.by(received, held, System.nanoTime())
                    && progress.filter(known -> isApplied(known, executed)).isPresent()) {
                return "";
            }
            if (System.nanoTime() > deadline || !context.running().getAsBoolean()) {
                TransactionSet missing = executed.minus(received);
                return missing.isEmpty()
                        ? candidate + " has not applied in time what the changelog holds"
                        : "the changelog does not hold in time all that was executed: " + missing.text()
                                + " is missing; see the connector";
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** A statement that is held is applied when the epoch's marker shows that it was the last. */
    private static boolean isApplied(Replay.Progress progress, TransactionSet executed) {
        TransactionSet applied = progress.held().isEmpty()
                ? progress.applied()
                : progress.applied().plus(progress.held());
        return applied.containsAll(executed);
    }

    /**
     * Lets the writer take writes again, where it is the one that was brought to rest: another start of it has to be reinstated.
     *
     * @param failed whether it is known by other ways that it has failed; then it need not answer
     */
    public void undo(OpenPlan plan, boolean failed) throws SQLException {
        String node = plan.recorded(Step.BURN_EPOCH, "from");
        if (hasEnded(node, plan.recorded(Step.BURN_EPOCH, "bootId"))) {
            return;
        }
        Server server = context.servers().get(node);
        try {
            server.admit();
            server.asOwnerOutsideTransaction(connection -> {
                context.engine().setReadOnly(connection, false);
                return true;
            });
            server.resumeEvents();
        } catch (SQLException e) {
            if (!failed) {
                throw e;
            }
            LOG.warn("{} is not made writable again, as it has failed: {}", node, e.getMessage());
        }
    }

    /** Whether a detector has confirmed it, and not taken it back; however long ago: a server that hangs is waited for in vain meanwhile. */
    private boolean hasFailed(String node) {
        return context.observations().faults().stream()
                .anyMatch(seen -> seen.keepsClientsAway(node)
                        && !seen.fault().shadow()
                        && !seen.fault()
                                .epoch()
                                .isOlderThan(context.log()
                                        .ledger()
                                        .reign()
                                        .map(Reign::epoch)
                                        .orElse(Epoch.NONE)));
    }

    private boolean hasEnded(String node, String bootId) {
        return context.observations()
                .report(node)
                .filter(report -> isOver(report, bootId))
                .isPresent();
    }

    private static boolean isOver(SelfReport report, String bootId) {
        ServerProcess process = report.process();
        return process != null
                && !bootId.isEmpty()
                && (!process.bootId().equals(bootId) || process.state() == ServerProcess.State.ENDED);
    }

    private static Outcome cutShort(String node) {
        return new Outcome.Done(
                node + " has failed before it was brought to rest: this goes on as a fail-over", Map.of(ENDED, true));
    }
}
