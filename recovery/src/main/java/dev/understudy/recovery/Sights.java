package dev.understudy.recovery;

import dev.understudy.events.Epoch;
import dev.understudy.events.StandbyReport.State;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.seed.SeedProgress;
import dev.understudy.recovery.standing.Sight;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.steps.Seedings;
import dev.understudy.recovery.verify.BackgroundVerify;
import dev.understudy.recovery.verify.Report;
import dev.understudy.recovery.verify.Verified;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is seen of the standbys at a moment: replays, copies, refusals and comparisons put together. */
final class Sights {

    private static final int NAMED = 10;

    private final Context context;
    private final Members members;
    private final Views views;
    private final Seedings seedings;
    private final BackgroundVerify verify;

    Sights(Context context, Members members, Views views, Seedings seedings, BackgroundVerify verify) {
        this.context = context;
        this.members = members;
        this.views = views;
        this.seedings = seedings;
        this.verify = verify;
    }

    /** None of the writer, nor of a node that nothing is done with. */
    Map<String, Sight> now() {
        Map<String, Sight> sights = new LinkedHashMap<>();
        Optional<Reign> reign = context.log().ledger().reign();
        String writer = reign.map(Reign::writer).orElse("");
        for (String node : members.nodes().keySet()) {
            if (reign.isPresent() && !node.equals(writer)) {
                of(node).ifPresent(sight -> sights.put(node, sight));
            }
        }
        return sights;
    }

    private Optional<Sight> of(String node) {
        SeedProgress.Now copy = seedings.progress().get(node);
        if (copy != null) {
            return Optional.of(absent(State.SEEDING, copy.line()));
        }
        Optional<Replay> replay = context.replays().of(node);
        if (replay.isPresent()) {
            return Optional.of(followed(node, replay.get().progress()));
        }
        String refusal = context.log().ledger().rejoined().getOrDefault(node, "");
        return refusal.isEmpty() ? Optional.empty() : Optional.of(absent(State.REFUSED, refusal));
    }

    private Sight followed(String node, Replay.Progress progress) {
        Optional<Verified> verified = verify.of(node);
        Optional<Report> last = verified.flatMap(Verified::last);
        return new Sight(
                state(progress.state()),
                progress.reason(),
                progress.epoch(),
                progress.lagMillis(),
                progress.applied().text(),
                verified.map(Verified::differences).orElse(0L),
                last.map(report -> report.differences().stream()
                                .limit(NAMED)
                                .map(Report.Finding::toString)
                                .toList())
                        .orElse(List.of()),
                views.node(node, true).history().errant(),
                verified.flatMap(Verified::clean)
                        .map(report -> new Sight.Comparison(report.started(), report.ended())));
    }

    private static State state(Replay.State state) {
        return switch (state) {
            case FOLLOWING -> State.FOLLOWING;
            case HALTED -> State.HALTED;
            case STARTING, FENCED, STOPPED -> State.STARTING;
        };
    }

    private static Sight absent(State state, String reason) {
        return new Sight(state, reason, Epoch.NONE, 0, "", 0, List.of(), "", Optional.empty());
    }
}
