package dev.understudy.detector.watch;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.verdict.Belief;
import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Incident;
import dev.understudy.detector.verdict.Standing;
import java.util.List;
import java.util.Optional;

/** One node under watch: what is known, what is believed, and when it has to be looked at again. Not thread-safe. */
final class WatchedNode {

    private final NodeKey key;
    private NodeEvidence evidence;
    private Beliefs beliefs;
    private long dueAt = Long.MIN_VALUE;

    WatchedNode(NodeKey key, NodeEvidence evidence, Beliefs beliefs) {
        this.key = key;
        this.evidence = evidence;
        this.beliefs = beliefs;
    }

    NodeKey key() {
        return key;
    }

    NodeEvidence evidence() {
        return evidence;
    }

    /** What was known is void; what is believed stays. */
    void forget(NodeEvidence nothing) {
        evidence = nothing;
        dueAt = Long.MIN_VALUE;
    }

    Beliefs beliefs() {
        return beliefs;
    }

    /** Takes a decision's outcome, and reckons when time alone could change it. */
    void believe(Beliefs next, long now) {
        beliefs = next;
        dueAt = next.healthy() && evidence.against(now).isEmpty() ? evidence.quietUntil() : now;
    }

    /** A pause of the detector says nothing for a node's being well. */
    void interrupt() {
        for (var entry : beliefs.byConcern().entrySet()) {
            beliefs = beliefs.with(entry.getKey(), entry.getValue().interrupted());
        }
        dueAt = Long.MIN_VALUE;
    }

    boolean due(long now) {
        return now >= dueAt;
    }

    NodeView view(Standing standing, long now) {
        List<Incident> open = beliefs.byConcern().values().stream()
                .map(Belief::incident)
                .flatMap(Optional::stream)
                .toList();
        long heard = evidence.selfHeardAt();
        return new NodeView(
                key.scope(),
                key.node(),
                standing.role(),
                standing.epoch().number(),
                beliefs.healthy()
                        ? "healthy"
                        : String.join(
                                ", ",
                                beliefs.byConcern().values().stream()
                                        .map(Belief::toText)
                                        .toList()),
                standing.maintenance().isEmpty() ? null : standing.maintenance(),
                open.stream().map(Incident::id).toList(),
                heard == NodeEvidence.NEVER ? null : Long.valueOf(now - heard),
                Math.round(evidence.phi(now) * 10) / 10.0,
                evidence.words().stream().map(word -> word.text(now)).toList());
    }
}
