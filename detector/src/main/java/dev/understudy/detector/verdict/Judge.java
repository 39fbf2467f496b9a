package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** Judges one node at one moment. Pure: it reads the evidence and changes nothing. Immutable. */
public final class Judge {

    private final RankedRules rules;
    private final VerdictLimits limits;

    public Judge(List<Rule> table, VerdictLimits limits) {
        this.rules = new RankedRules(table);
        this.limits = limits;
    }

    /** The node that is judged. */
    public record Subject(String scope, String node, Standing standing, NodeEvidence evidence) {}

    public Decision decide(Subject subject, Beliefs beliefs, long now) {
        if (beliefs.healthy()
                && subject.evidence().quiet(rules.measures(subject.standing().role()), now)) {
            return new Decision(beliefs, List.of());
        }
        Beliefs next = beliefs;
        List<Verdict> verdicts = new ArrayList<>();
        for (Concern concern : Concern.values()) {
            Belief belief = next.of(concern);
            if (concern.isExcused() && !subject.standing().maintenance().isEmpty()) {
                verdicts.addAll(excuse(belief, new Case(subject, rules, limits, concern, now)));
                next = next.with(concern, Belief.HEALTHY);
                continue;
            }
            boolean sameTrouble = concern.yields()
                    && belief.incident().isEmpty()
                    && next.of(Concern.AVAILABILITY).incident().isPresent();
            if (!sameTrouble) {
                Case of = new Case(subject, rules, limits, concern, now);
                next = next.with(concern, belief.next(of));
                verdicts.addAll(of.said());
            }
        }
        return new Decision(next, verdicts);
    }

    /** What each rule for a node of its role finds, in the table's order, whatever is believed. */
    public List<Assessment> assess(Subject subject, long now) {
        List<Assessment> all = new ArrayList<>();
        for (RankedRules.Ranked row : rules.all()) {
            Rule rule = row.rule();
            if (rule.roles().contains(subject.standing().role())) {
                Finding finding = rule.examine(subject, now);
                boolean muted = rule.concern().isExcused()
                        && !subject.standing().maintenance().isEmpty();
                all.add(new Assessment(rule.kind(), finding.level(), rule.asks(), said(finding), muted));
            }
        }
        return all;
    }

    private static String said(Finding finding) {
        return finding.reason().isEmpty()
                ? String.join("; ", finding.words().stream().map(Reasons::say).toList())
                : finding.reason();
    }

    /** What was open when the maintenance began is over with it. */
    private static List<Verdict> excuse(Belief belief, Case of) {
        belief.incident().ifPresent(of::excuse);
        return of.said();
    }
}
