package dev.understudy.detector.watch;

import dev.understudy.detector.doubt.Census;
import dev.understudy.detector.doubt.Confidence;
import dev.understudy.detector.doubt.SelfDoubt;
import dev.understudy.detector.evidence.Heard;
import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Circumstances;
import dev.understudy.detector.verdict.Decision;
import dev.understudy.detector.verdict.Judge;
import dev.understudy.detector.verdict.RuleTable;
import dev.understudy.detector.verdict.Standing;
import dev.understudy.events.Fault;
import dev.understudy.events.HeartbeatRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Watches nodes: takes each record as it arrives, and each tick of the clock, and returns the faults to be published. A
 * node's evidence all comes under its own name, so that one watch sees all of it. Not thread-safe.
 *
 * <p>A healthy node costs nothing between its records: it is looked at again only when its next report is overdue.
 */
public final class Watch {

    /** A node that nobody has spoken of for so long is no longer watched. */
    private static final long FORGET_AFTER = 3_600_000;

    private final Signature signature;
    private final WatchLimits limits;
    private final Judge judge;
    private final Circumstances circumstances;
    private final BeliefStore store;
    private final SelfDoubt doubt;
    private final Map<NodeKey, WatchedNode> nodes = new LinkedHashMap<>();
    private final Surveys surveys = new Surveys();
    private long sweptAt;

    public Watch(Signature signature, WatchLimits limits, Circumstances circumstances, BeliefStore store, long now) {
        this.signature = signature;
        this.limits = limits;
        this.judge = new Judge(RuleTable.of(limits.verdicts()), limits.verdicts());
        this.circumstances = circumstances;
        this.store = store;
        this.doubt = new SelfDoubt(limits.doubt(), now);
        this.sweptAt = now;
        store.forEach((key, beliefs) -> watch(key, beliefs, now));
    }

    /** A record of evidence has arrived. */
    public List<Fault> observe(HeartbeatRecord record, long now) {
        NodeKey key = new NodeKey(record.scope(), record.node());
        WatchedNode known = nodes.get(key);
        WatchedNode node = known == null ? watch(key, Beliefs.HEALTHY, now) : known;
        Heard heard = node.evidence().hear(record, now, doubt.confidence().judges());
        doubt.heard(heard, now);
        return heard.taken() && doubt.confidence().judges() ? judge(node, now) : List.of();
    }

    /** Time has passed; how much does not matter. */
    public List<Fault> tick(long now) {
        boolean judgedBefore = doubt.confidence().judges();
        List<WatchedNode> due = due(now);
        if (!doubt.tick(now, census(due, now))) {
            nodes.values().forEach(node -> node.forget(nothing()));
        }
        if (!doubt.confidence().judges()) {
            if (judgedBefore) {
                nodes.values().forEach(WatchedNode::interrupt);
            }
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        surveys.due(now, members -> survey(members, now));
        for (WatchedNode node : due) {
            faults.addAll(judge(node, now));
        }
        sweep(now);
        return faults;
    }

    /** Those that time alone could change: few, so that a tick costs one look at each of the others. */
    private List<WatchedNode> due(long now) {
        List<WatchedNode> due = new ArrayList<>();
        for (WatchedNode node : nodes.values()) {
            if (node.due(now)) {
                due.add(node);
            }
        }
        return due;
    }

    /** The number of the heartbeat that the detector is to send itself now; empty where none is due. */
    public OptionalLong loopBackDue(long now) {
        return doubt.loopBackDue(now);
    }

    /** A heartbeat of the detector's own has come back. */
    public void cameBack(long sequence) {
        doubt.cameBack(sequence);
    }

    /** Whether verdicts are given now, and why. */
    public Confidence confidence() {
        return doubt.confidence();
    }

    public Snapshot snapshot(long now) {
        List<NodeState> states = new ArrayList<>(nodes.size());
        for (WatchedNode node : nodes.values()) {
            states.add(node.state(standing(node, now), now));
        }
        return new Snapshot(confidence().judges(), confidence().reason(), now, states);
    }

    /** What is known of a node, and what each rule makes of it; empty where nobody has spoken of it. */
    public Optional<Examination> examine(NodeKey key, long now) {
        return Optional.ofNullable(nodes.get(key)).map(node -> {
            Standing standing = circumstances.of(key.scope(), key.node(), now);
            Judge.Subject subject = new Judge.Subject(key.scope(), key.node(), standing, node.evidence());
            return new Examination(
                    confidence().judges(),
                    confidence().reason(),
                    standing,
                    node.state(standing, now).view(now),
                    judge.assess(subject, now));
        });
    }

    private List<Fault> judge(WatchedNode node, long now) {
        NodeKey key = node.key();
        Judge.Subject subject = new Judge.Subject(
                key.scope(), key.node(), circumstances.of(key.scope(), key.node(), now), node.evidence());
        Beliefs before = node.beliefs();
        Decision decision = judge.decide(subject, before, now);
        node.believe(decision.beliefs(), now);
        if (!decision.beliefs().sameAs(before)) {
            store.keep(key, decision.beliefs());
        }
        return decision.verdicts().stream()
                .map(verdict -> signature.fault(key, verdict, now))
                .toList();
    }

    /** A silent node is due. The others are counted only where there is something to compare them with. */
    private Census census(List<WatchedNode> due, long now) {
        long since = now - limits.doubt().census().toMillis();
        int mute = 0;
        for (WatchedNode node : due) {
            mute += node.reportedSince(since) && node.isMute(now) ? 1 : 0;
        }
        return mute < Census.TOGETHER
                ? new Census(0, mute)
                : new Census(
                        (int) nodes.values().stream()
                                .filter(node -> node.reportedSince(since))
                                .count(),
                        mute);
    }

    private WatchedNode watch(NodeKey key, Beliefs beliefs, long now) {
        WatchedNode node = new WatchedNode(key, nothing(), beliefs);
        nodes.put(key, node);
        surveys.add(node, now);
        return node;
    }

    private Standing standing(WatchedNode node, long now) {
        return circumstances.of(node.key().scope(), node.key().node(), now);
    }

    private void survey(List<WatchedNode> nodes, long now) {
        List<Survey.Member> members = nodes.stream()
                .map(node -> new Survey.Member(node.key().node(), standing(node, now), node.evidence()))
                .toList();
        new Survey(members, limits.verdicts().conditions(), now).take();
    }

    private void sweep(long now) {
        if (now - sweptAt >= FORGET_AFTER / 60) {
            sweptAt = now;
            List<WatchedNode> gone = nodes.values().stream()
                    .filter(node ->
                            node.beliefs().healthy() && now - node.evidence().heardAt() > FORGET_AFTER)
                    .toList();
            gone.forEach(node -> nodes.remove(node.key()));
            gone.forEach(surveys::remove);
        }
    }

    private NodeEvidence nothing() {
        return new NodeEvidence(
                limits.evidence(), limits.accrual(), limits.verdicts().conditions());
    }
}
