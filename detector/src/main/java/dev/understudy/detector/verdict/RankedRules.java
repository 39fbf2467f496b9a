package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Measure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of rules with each row's rank, looked up by concern and role: most records ask only for a few of them. Immutable. */
final class RankedRules {

    /**
     * @param rank its row in the table
     */
    record Ranked(Rule rule, int rank) {}

    private final List<Ranked> all;
    private final Map<Concern, Map<Role, List<Ranked>>> byConcern = new EnumMap<>(Concern.class);
    private final Map<Role, Set<Measure>> measures = new EnumMap<>(Role.class);

    RankedRules(List<Rule> table) {
        List<Ranked> ranked = new ArrayList<>();
        for (Rule rule : table) {
            ranked.add(new Ranked(rule, ranked.size()));
        }
        all = List.copyOf(ranked);
        for (Concern concern : Concern.values()) {
            Map<Role, List<Ranked>> byRole = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                byRole.put(
                        role,
                        all.stream()
                                .filter(row -> row.rule().concern() == concern
                                        && row.rule().roles().contains(role))
                                .toList());
            }
            byConcern.put(concern, byRole);
        }
        for (Role role : Role.values()) {
            Set<Measure> of = EnumSet.noneOf(Measure.class);
            table.stream()
                    .filter(rule -> rule.roles().contains(role))
                    .flatMap(rule -> rule.measures().stream())
                    .forEach(of::add);
            measures.put(role, of);
        }
    }

    List<Ranked> all() {
        return all;
    }

    /** What is measured of a node of this role, as far as a rule asks for it. */
    Set<Measure> measures(Role role) {
        return measures.getOrDefault(role, Set.of());
    }

    /** In the table's order. */
    List<Ranked> of(Concern concern, Role role) {
        return byConcern.getOrDefault(concern, Map.of()).getOrDefault(role, List.of());
    }
}
