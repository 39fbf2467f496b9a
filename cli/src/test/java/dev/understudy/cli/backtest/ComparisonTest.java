package dev.understudy.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.detector.playback.Story;
import dev.understudy.events.FaultKind;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Story hang(String incident, long suspected, @Nullable Long confirmed, @Nullable Long cleared) {
        return new Story(incident, FaultKind.PRIMARY_HUNG, "orders", "orders-a", suspected, confirmed, cleared);
    }

    private static Comparison compare(List<Story> today, List<Story> candidate) {
        return Comparison.of("today", today, "candidate", candidate, story -> OptionalLong.of(1_000));
    }

    @Test
    void what_both_see_alike_is_no_difference() {
        Comparison same = compare(List.of(hang("a", 1_300, 1_800L, 9_000L)), List.of(hang("a", 1_320, 1_840L, null)));
        assertThat(same.differences()).isEmpty();
        assertThat(ComparisonText.of(same)).contains("No incident is seen differently.", "p50 800, max 800");
    }

    @Test
    void who_confirms_sooner_is_told() {
        Comparison slower = compare(List.of(hang("a", 1_300, 1_800L, null)), List.of(hang("a", 1_300, 2_800L, null)));
        assertThat(slower.differences())
                .containsExactly(new Comparison.Difference("a", "the candidate confirms it 1000 ms later"));
        assertThat(ComparisonText.of(slower)).contains("One incident is seen differently:");
    }

    @Test
    void what_one_sees_alone_or_only_suspects_is_told() {
        Comparison apart = compare(
                List.of(hang("a", 1_300, 1_800L, null), hang("b", 5_000, 6_000L, null)),
                List.of(hang("b", 5_000, null, 5_700L), hang("c", 8_000, null, null)));
        assertThat(apart.differences())
                .extracting(Comparison.Difference::what)
                .containsExactly(
                        "not by the candidate; today: confirmed 500 ms after the suspicion",
                        "today: confirmed 1000 ms after the suspicion; the candidate: suspected for 700 ms, and withdrawn",
                        "the candidate alone: suspected, to the end");
    }

    @Test
    void each_side_is_counted_by_kind() {
        Comparison counted = compare(
                List.of(),
                List.of(
                        hang("a", 1_300, 1_900L, null),
                        hang("b", 1_300, 1_700L, null),
                        hang("c", 3_000, null, 3_400L)));
        assertThat(counted.candidate().kinds())
                .containsExactly(new Comparison.Kind(FaultKind.PRIMARY_HUNG, 2, 1, List.of(700L, 900L), List.of(400L)));
        assertThat(ComparisonText.of(counted))
                .containsPattern("today +nothing")
                .containsPattern("candidate +primary-hung +2 +1 +p50 700, max 900 +p50 400, max 400");
    }
}
