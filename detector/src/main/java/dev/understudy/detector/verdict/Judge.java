package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** Judges one node at one moment. Pure: it reads the evidence and changes nothing. Immutable. */
public final class Judge {

    private final List<Rule> table;
    private final VerdictLimits limits;

    public Judge(List<Rule> table, VerdictLimits limits) {
        this.table = List.copyOf(table);
        this.limits = limits;
    }

    /** The node that is judged. */
    public record Subject(String scope, String node, Standing standing, NodeEvidence evidence) {}

    public Decision decide(Subject subject, Beliefs beliefs, long now) {
        Beliefs next = beliefs;
        List<Verdict> verdicts = new ArrayList<>();
        for (Concern concern : Concern.values()) {
            Belief belief = next.of(concern);
            boolean sameTrouble = concern.yields()
                    && belief.incident().isEmpty()
                    && next.of(Concern.AVAILABILITY).incident().isPresent();
            if (!sameTrouble) {
                Case of = new Case(subject, table, limits, concern, now);
                next = next.with(concern, belief.next(of));
                verdicts.addAll(of.said());
            }
        }
        return new Decision(next, verdicts);
    }
}
