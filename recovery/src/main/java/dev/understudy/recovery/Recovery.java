package dev.understudy.recovery;

import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.plan.ClusterView;
import dev.understudy.recovery.plan.Decision;
import dev.understudy.recovery.plan.NodeView;
import dev.understudy.recovery.plan.Planner;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.server.Server;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.steps.Records;
import dev.understudy.recovery.steps.Rejoining;
import dev.understudy.recovery.steps.Runner;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that works for a cluster: it looks at what is known, lets the {@link Planner} decide, and acts. It wakes at
 * every piece of news, and now and then without any.
 */
final class Recovery implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration WAKE = Duration.ofMillis(250);
    private static final long REJOIN_MILLIS = 1_000;
    private static final long ASK_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 500;

    private final Context context;
    private final Records records;
    private final Runner runner;
    private final Rejoining rejoining;
    private final Views views;
    private final PreflightTrail preflight;
    private final Members members;
    private final StandbyOrders orders;
    private final PendingOrder order = new PendingOrder();
    private final SwitchOvers switchOvers = new SwitchOvers();
    private final Refusals refusals;
    private final Map<String, Long> lastRejoin = new HashMap<>();
    private volatile String decision = "starting";
    private List<String> routedReaders = List.of();
    private boolean unavailable;

    Recovery(
            Context context,
            Views views,
            PreflightTrail preflight,
            Records records,
            Runner runner,
            Rejoining rejoining,
            Members members,
            StandbyOrders orders) {
        this.context = context;
        this.records = records;
        this.refusals = new Refusals(context.log(), records);
        this.runner = runner;
        this.rejoining = rejoining;
        this.views = views;
        this.preflight = preflight;
        this.members = members;
        this.orders = orders;
    }

    /** Takes a person's order; it is looked at with the next decision. */
    void order(ClusterView.Order wanted) {
        order.put(wanted);
        context.observations().wake();
    }

    /** How switch-overs ended that came to nothing. */
    SwitchOvers switchOvers() {
        return switchOvers;
    }

    /** What was decided last, in words. */
    String decision() {
        return decision;
    }

    @Override
    public void run() {
        while (context.running().getAsBoolean()) {
            long seen = context.observations().version();
            try {
                boolean again = act();
                if (!again) {
                    context.observations().awaitNews(seen, WAKE);
                }
            } catch (SQLException | RuntimeException e) {
                if (e instanceof dev.understudy.recovery.owner.Superseded superseded) {
                    throw superseded;
                }
                LOG.warn("{}: {}; trying again", context.cluster(), String.valueOf(e.getMessage()));
                LOG.debug("cause", e);
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Decides and acts once; true where there may be more to do at once. */
    private boolean act() throws SQLException, InterruptedException {
        Optional<ClusterView.Order> wanted = order.get();
        Decision next = Planner.decide(views.of(wanted));
        if (next instanceof Decision.Wait wait) {
            decision = wait.reason();
            return keepUp();
        }
        if (next instanceof Decision.Begin begin) {
            order.answered(wanted);
            decision = begin.kind() + " to " + begin.candidate();
            if (begin.kind() == RecoveryStep.Plan.BOOTSTRAP) {
                context.servers().get(begin.candidate()).claim();
            }
            runner.begin(begin, this::isWanted);
            return true;
        }
        if (next instanceof Decision.Instead instead) {
            decision = instead.begin().kind() + " to " + instead.begin().candidate() + ": " + instead.reason();
            order.answered(wanted);
            runner.instead(instead);
            runner.run(this::isWanted);
            return true;
        }
        if (next instanceof Decision.GoOn goOn) {
            decision = goOn.plan().kind() + " goes on";
            force(goOn, wanted);
            boolean stood = !goOn.plan().refusal().isEmpty();
            runner.run(this::isWanted);
            if (stood) {
                keepUp();
            }
            return !stood && context.log().ledger().open().isEmpty();
        }
        if (next instanceof Decision.Cancel cancel) {
            cancel(cancel);
            return true;
        }
        if (next instanceof Decision.Decline decline) {
            decision = decline.reason();
            order.answered(wanted);
            switchOvers.over(decline.incident(), decline.reason());
            refusals.decline(decline);
            return keepUp();
        }
        if (next instanceof Decision.OnlyReport only) {
            decision = only.reason();
            refusals.report(only.incident(), only.reason());
            return keepUp();
        }
        Decision.Refuse refuse = (Decision.Refuse) next;
        decision = refuse.reason();
        order.answered(wanted);
        unavailable |= refusals.refuse(refuse);
        return keepUp();
    }

    /** Whether the plan that is open is still the right one, and the service is not to stop. */
    private boolean isWanted() {
        return context.running().getAsBoolean() && Planner.decide(views.of(order.get())) instanceof Decision.GoOn;
    }

    /** An order to force goes to the plan that is open. */
    private void force(Decision.GoOn goOn, Optional<ClusterView.Order> wanted) {
        order.answered(wanted);
        if (wanted.filter(ClusterView.Order::force).isPresent()) {
            context.log()
                    .commit(new Batch()
                            .step(records.step(
                                    goOn.plan(),
                                    dev.understudy.recovery.plan.Ledger.ORDER,
                                    RecoveryStep.State.DONE,
                                    goOn.plan().refusal().isEmpty()
                                            ? "a person vouches for the fence"
                                            : "a person sets aside: "
                                                    + goOn.plan().refusal(),
                                    Map.of("force", true))));
        }
    }

    private void cancel(Decision.Cancel cancel) throws SQLException {
        Reign reign = context.log().ledger().reign().orElseThrow();
        decision = cancel.reason();
        if (cancel.plan().kind() == RecoveryStep.Plan.SWITCH_OVER) {
            // Before anything is said of it: the route is to find a writer that takes writes.
            runner.undo(cancel.plan(), Planner.hasFailed(views.of(Optional.empty())));
            switchOvers.over(cancel.plan().incident(), "called off: " + cancel.reason());
        }
        Batch batch = new Batch()
                .step(records.step(cancel.plan(), "cancelled", RecoveryStep.State.ENDED, cancel.reason(), Map.of()));
        if (cancel.plan().kind() == RecoveryStep.Plan.REINSTATE) {
            // Its writer is read-only: nobody is routed to it.
            context.log().commit(batch);
            return;
        }
        context.log()
                .commit(batch.route(records.route(
                        cancel.plan().epoch(),
                        Route.State.SERVING,
                        reign.writer(),
                        cancel.plan().incident(),
                        "")));
    }

    /** What goes on beside plans: standbys are followed into, and the route names those that are. */
    private boolean keepUp() throws SQLException {
        Optional<Reign> reign = context.log().ledger().reign();
        if (reign.isEmpty()) {
            return false;
        }
        boolean changed = false;
        orders.resumeWhatHalted().forEach(lastRejoin::remove);
        if (context.log().ledger().open().isEmpty()) {
            members.carryOut(reign.get());
            orders.giveUpWhatIsToBeCopied(reign.get()).forEach(lastRejoin::remove);
            preflight.record();
            context.journals()
                    .ifPresent(journals -> journals.keepUp(
                            reign.get().epoch(), context.engine().transactions("")));
        }
        for (Server server : context.servers().byName().values()) {
            if (!server.node().equals(reign.get().writer()) && !isCandidate(server.node())) {
                changed |= rejoin(server);
            }
        }
        if (context.log().ledger().open().isEmpty()) {
            publishRoute(reign.get());
        }
        return changed;
    }

    private boolean isCandidate(String node) {
        return context.log()
                .ledger()
                .open()
                .filter(plan -> plan.candidate().equals(node))
                .filter(plan -> plan.done().containsKey(dev.understudy.recovery.plan.Step.DRAIN))
                .isPresent();
    }

    private boolean rejoin(Server server) {
        Optional<Replay> replay = context.replays().of(server.node());
        if (replay.isPresent()) {
            Replay.State state = replay.get().progress().state();
            if (state == Replay.State.FENCED || state == Replay.State.STOPPED) {
                context.replays().stop(server.node());
            }
            return false;
        }
        long now = System.currentTimeMillis();
        NodeView view = views.node(server.node(), true);
        // A node that was added may have no agent yet: whether it answers is found out by asking, but not often.
        boolean mute = members.isAdded(server.node()) && view.reportAgeMillis() == Long.MAX_VALUE;
        if (!(view.answers() || mute)
                || now - lastRejoin.getOrDefault(server.node(), 0L) < (mute ? ASK_MILLIS : REJOIN_MILLIS)) {
            return false;
        }
        lastRejoin.put(server.node(), now);
        try {
            return rejoining.attempt(server);
        } catch (SQLException e) {
            LOG.info("{} cannot be made a standby yet: {}", server.node(), e.getMessage());
            return false;
        }
    }

    /** Again where the readers changed, or where a refusal had ended the holds and the writer is well again. */
    private void publishRoute(Reign reign) {
        boolean well = views.node(reign.writer(), true).answers();
        Route route = records.route(
                context.log().ledger().burnt(), Route.State.SERVING, reign.writer(), "epoch " + reign.epoch(), "");
        boolean back = unavailable
                && well
                && context.observations().faults().stream().noneMatch(seen -> seen.keepsClientsAway(reign.writer()));
        if (back || (!unavailable && !route.readers().equals(routedReaders))) {
            context.log().commit(new Batch().route(route));
            routedReaders = route.readers();
            unavailable = false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
