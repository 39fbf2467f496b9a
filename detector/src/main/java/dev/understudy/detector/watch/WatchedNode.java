package dev.understudy.detector.watch;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Standing;

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

    boolean reportedSince(long time) {
        return evidence.selfHeardAt() >= time;
    }

    boolean isMute(long now) {
        return now >= evidence.quietUntil() && evidence.mute(now).isPresent();
    }

    NodeState state(Standing standing, long now) {
        return new NodeState(key, standing, beliefs, evidence.selfHeardAt(), evidence.phi(now), evidence.words());
    }
}
