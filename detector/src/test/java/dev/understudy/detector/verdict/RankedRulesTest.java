package dev.understudy.detector.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.detector.evidence.Measure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankedRulesTest {

    private final List<Rule> table = RuleTable.of(VerdictLimits.defaults());
    private final RankedRules rules = new RankedRules(table);

    @Test
    void every_row_is_found_under_its_concern_and_each_of_its_roles_in_the_tables_order() {
        for (Role role : Role.values()) {
            List<Rule> found = new ArrayList<>();
            for (Concern concern : Concern.values()) {
                List<RankedRules.Ranked> rows = rules.of(concern, role);
                assertThat(rows).isSortedAccordingTo((one, other) -> Integer.compare(one.rank(), other.rank()));
                rows.forEach(row -> found.add(row.rule()));
            }
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(table.stream()
                            .filter(rule -> rule.roles().contains(role))
                            .toList());
        }
    }

    @Test
    void a_standby_that_is_read_only_as_it_must_be_is_nothing_to_look_into() {
        assertThat(rules.measures(Role.STANDBY)).doesNotContain(Measure.READ_ONLY, Measure.COMMITS);
        assertThat(rules.measures(Role.PRIMARY)).contains(Measure.READ_ONLY, Measure.COMMITS);
    }
}
