package dev.understudy.recovery.preflight.rules;

import dev.understudy.recovery.preflight.facts.Facts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pre-flight finds.
 *
 * @param findings the worst first
 * @param unknown parts of which nothing was ever read: of them nothing can be said
 */
public record Judgement(List<Finding> findings, List<String> unknown) {

    private static final List<Rule> RULES = List.of(
            new SettingRules(),
            new ZeroLossRules(),
            new LikenessRules(),
            new ServerRules(),
            new SchemaRules(),
            new GrantRules(),
            new TopicRules(),
            new ConnectorRules());

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::hazard)
            .thenComparing(Finding::node)
            .thenComparing(Finding::object);

    public Judgement {
        findings = List.copyOf(findings);
        unknown = List.copyOf(unknown);
    }

    /**
     * Judges.
     *
     * @param accepted hazards that whoever configures takes upon himself
     */
    public static Judgement of(Facts facts, Set<Hazard> accepted) {
        Stream<Finding> unread = facts.unread().stream()
                .map(each -> Finding.of(Hazard.UNREAD, each.part(), "", "cannot be read: " + each.why()));
        List<Finding> findings = Stream.concat(unread, RULES.stream().flatMap(rule -> rule.look(facts)))
                .map(finding -> accepted.contains(finding.hazard()) ? finding.accepted() : finding)
                .sorted(WORST_FIRST)
                .toList();
        return new Judgement(findings, facts.unknown());
    }

    public List<Finding> fatal() {
        return findings.stream().filter(Finding::isFatal).toList();
    }

    /** What says that a commit on this node may return before Kafka has it, and nobody takes upon himself. */
    public List<Finding> againstWaiting(String node) {
        return findings.stream()
                .filter(finding -> finding.hazard().isAgainstWaiting()
                        && finding.severity() != Severity.ADVICE
                        && finding.node().equals(node))
                .toList();
    }

    /** The first fatal finding that speaks against a standby: its own, its primary's, or the cluster's. */
    public Optional<Finding> against(String standby, String primary) {
        return fatal().stream()
                .filter(finding -> Set.of("", primary, standby).contains(finding.node()))
                .min(Comparator.comparing(finding -> finding.hazard().canBeSetAside()));
    }
}
