package dev.understudy.recovery;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Probe;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.recovery.plan.ClusterView;
import dev.understudy.recovery.plan.NodeView;
import dev.understudy.recovery.plan.Planner;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.preflight.BackgroundPreflight;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.steps.OwnHistories;
import dev.understudy.recovery.verify.BackgroundVerify;
import dev.understudy.recovery.verify.Verified;
import dev.understudy.runtime.config.ClusterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cluster as it is seen at a moment: configuration, audit trail, reports and replays put together. */
final class Views {

    /** An agent that has not reported for so long does not say that its server answers. */
    private static final long FRESH_MILLIS = 3_000;

    private final Context context;
    private final ClusterConfig cluster;
    private final BackgroundVerify verify;
    private final OwnHistories histories;
    private final BackgroundPreflight preflight;
    private final Members members;

    Views(
            Context context,
            ClusterConfig cluster,
            BackgroundVerify verify,
            OwnHistories histories,
            BackgroundPreflight preflight,
            Members members) {
        this.context = context;
        this.cluster = cluster;
        this.verify = verify;
        this.histories = histories;
        this.preflight = preflight;
        this.members = members;
    }

    /**
     * All that a decision rests on, now.
     *
     * @param order a person's order that nothing has answered yet
     */
    ClusterView of(Optional<ClusterView.Order> order) {
        List<NodeView> nodes = new ArrayList<>();
        members.nodes().forEach((name, config) -> nodes.add(node(name, Boolean.TRUE.equals(config.promotable()))));
        return new ClusterView(
                cluster.failover(),
                context.journals().isPresent(),
                cluster.primary(),
                context.log().ledger(),
                nodes,
                context.observations().faults(),
                order,
                System.currentTimeMillis(),
                new ClusterView.Limits(
                        context.config().verdictMaxAge().toMillis(),
                        context.config().coolDown().toMillis(),
                        context.config().maxLag().toMillis(),
                        context.config()
                                .verify()
                                .required()
                                .map(Duration::toMillis)
                                .orElse(0L),
                        context.config().switchOver().maxLag().toMillis()));
    }

    NodeView node(String name, boolean promotable) {
        Optional<SelfReport> report = context.observations().report(name);
        Optional<Replay.Progress> progress = context.replays().of(name).map(Replay::progress);
        ServerProcess process = report.map(SelfReport::process).orElse(null);
        boolean answers = report.map(SelfReport::connect)
                        .filter(probe -> probe.outcome() == Probe.Outcome.ANSWERED)
                        .isPresent()
                && (process == null || process.state() == ServerProcess.State.RUNNING)
                && context.observations().reportAgeMillis(name) < FRESH_MILLIS;
        return new NodeView(
                name,
                promotable,
                process,
                report.map(SelfReport::readOnly).orElse(null),
                answers,
                context.observations().reportAgeMillis(name),
                progress.filter(known -> known.state() == Replay.State.FOLLOWING)
                        .isPresent(),
                progress.map(known -> known.state() + " " + known.reason()).orElse("none"),
                progress.map(Replay.Progress::lagMillis).orElse(0L),
                verify.of(name).map(Views::verified).orElse(NodeView.Verified.NOT),
                history(name, report, progress),
                hazards(name));
    }

    private NodeView.Hazards hazards(String node) {
        return context.log()
                .ledger()
                .reign()
                .filter(reign -> !reign.writer().equals(node))
                .flatMap(reign -> preflight.against(node, reign.writer()))
                .map(objection -> new NodeView.Hazards(objection.reason(), objection.firm()))
                .orElse(NodeView.Hazards.NONE);
    }

    /** Why a standby would not be promoted now without anybody's force; empty where it would be. */
    String objection(String node) {
        return Planner.objection(of(Optional.empty()), node);
    }

    private NodeView.History history(String name, Optional<SelfReport> report, Optional<Replay.Progress> progress) {
        Optional<TransactionSet> executed =
                report.map(SelfReport::executed).map(text -> context.engine().transactions(text));
        if (progress.isPresent()) {
            Replay.Progress known = progress.get();
            long age = context.observations().reportAgeMillis(name);
            // Before it follows, what was replayed into it is not known.
            String errant = executed.filter(set -> known.state() == Replay.State.FOLLOWING)
                    .map(set -> histories.errant(name, set, age, known.applied()))
                    .orElse("");
            return new NodeView.History(known.nextOffset(), errant, "");
        }
        boolean isBack = context.log()
                .ledger()
                .reign()
                .filter(reign -> reign.writer().equals(name) && isRestarted(reign, report))
                .isPresent();
        return isBack ? new NodeView.History(0, "", executed.map(this::lost).orElse("")) : NodeView.History.AGREES;
    }

    private static boolean isRestarted(Reign reign, Optional<SelfReport> report) {
        return report.map(SelfReport::process)
                .filter(process -> !process.bootId().equals(reign.bootId()))
                .isPresent();
    }

    /** What the changelog holds by any standby's word, and a primary that came back does not. */
    private String lost(TransactionSet executed) {
        TransactionSet known = executed;
        for (String node : members.nodes().keySet()) {
            Optional<Replay> replay = context.replays().of(node);
            known = replay.isPresent() ? known.union(replay.get().progress().received()) : known;
        }
        return known.minus(executed).text();
    }

    private static NodeView.Verified verified(Verified known) {
        return new NodeView.Verified(
                known.age(Instant.now()).map(Duration::toMillis).orElse(Long.MAX_VALUE), known.differences());
    }
}
