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
import java.util.Comparator;
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

    private static final long SURVEY_EVERY = 1_000;

    private final Signature signature;
    private final WatchLimits limits;
    private final Judge judge;
    private final Circumstances circumstances;
    private final BeliefStore store;
    private final SelfDoubt doubt;
    private final Map<NodeKey, WatchedNode> nodes = new LinkedHashMap<>();
    private long sweptAt;
    private long surveyedAt;

    public Watch(Signature signature, WatchLimits limits, Circumstances circumstances, BeliefStore store, long now) {
        this.signature = signature;
        this.limits = limits;
        this.judge = new Judge(RuleTable.of(limits.verdicts()), limits.verdicts());
        this.circumstances = circumstances;
        this.store = store;
        this.doubt = new SelfDoubt(limits.doubt(), now);
        this.sweptAt = now;
        this.surveyedAt = now;
        store.forEach((key, beliefs) -> nodes.put(key, new WatchedNode(key, nothing(), beliefs)));
    }

    /** A record of evidence has arrived. */
    public List<Fault> observe(HeartbeatRecord record, long now) {
        NodeKey key = new NodeKey(record.scope(), record.node());
        WatchedNode node = nodes.computeIfAbsent(key, k -> new WatchedNode(k, nothing(), Beliefs.HEALTHY));
        Heard heard = node.evidence().hear(record, now, doubt.confidence().judges());
        doubt.heard(heard, now);
        return heard.taken() && doubt.confidence().judges() ? judge(node, now) : List.of();
    }

    /** Time has passed; how much does not matter. */
    public List<Fault> tick(long now) {
        boolean judgedBefore = doubt.confidence().judges();
        if (!doubt.tick(now, census(now))) {
            nodes.values().forEach(node -> node.forget(nothing()));
        }
        if (!doubt.confidence().judges()) {
            if (judgedBefore) {
                nodes.values().forEach(WatchedNode::interrupt);
            }
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        survey(now);
        for (WatchedNode node : nodes.values()) {
            if (node.due(now)) {
                faults.addAll(judge(node, now));
            }
        }
        sweep(now);
        return faults;
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
        return new Snapshot(
                confidence().judges(),
                confidence().reason(),
                nodes.values().stream()
                        .map(node -> node.view(
                                circumstances.of(node.key().scope(), node.key().node(), now), now))
                        .sorted(Comparator.comparing(NodeView::scope).thenComparing(NodeView::node))
                        .toList());
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
                    node.view(standing, now),
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

    private Census census(long now) {
        long since = now - limits.doubt().census().toMillis();
        int alive = 0;
        int mute = 0;
        for (WatchedNode node : nodes.values()) {
            if (node.evidence().selfHeardAt() >= since) {
                alive++;
                mute += now >= node.evidence().quietUntil()
                                && node.evidence().mute(now).isPresent()
                        ? 1
                        : 0;
            }
        }
        return new Census(alive, mute);
    }

    /** Looks at the members of each cluster and service together, once in a while. */
    private void survey(long now) {
        if (now - surveyedAt < SURVEY_EVERY) {
            return;
        }
        surveyedAt = now;
        Map<String, List<Survey.Member>> scopes = new LinkedHashMap<>();
        for (WatchedNode node : nodes.values()) {
            NodeKey key = node.key();
            scopes.computeIfAbsent(key.scope(), scope -> new ArrayList<>())
                    .add(new Survey.Member(
                            key.node(), circumstances.of(key.scope(), key.node(), now), node.evidence()));
        }
        scopes.values().forEach(members -> new Survey(members, limits.verdicts().conditions(), now).take());
    }

    private void sweep(long now) {
        if (now - sweptAt >= FORGET_AFTER / 60) {
            sweptAt = now;
            nodes.values()
                    .removeIf(node ->
                            node.beliefs().healthy() && now - node.evidence().heardAt() > FORGET_AFTER);
        }
    }

    private NodeEvidence nothing() {
        return new NodeEvidence(
                limits.evidence(), limits.accrual(), limits.verdicts().conditions());
    }
}
