package dev.understudy.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.bench.Goal;
import dev.understudy.bench.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorBenchTest {

    private final Samples samples = new Samples();

    @Test
    void time_to_detect_is_compared_between_the_smallest_and_the_largest_fleet() {
        samples.add("detector.detected.kill.10000", "ms", 12);
        samples.add("detector.detected.kill.100", "ms", 10);
        List<Goal> goals = DetectorBench.goals(samples, List.of(10_000, 100, 1_000));
        assertThat(goals).containsExactly(new Goal("detector.detected.kill.ratio", 1.2, "at most 1.1 ratio", false));
    }

    @Test
    void what_was_not_measured_has_no_goal() {
        samples.add("detector.detected.kill.100", "ms", 10);
        assertThat(DetectorBench.goals(samples, List.of(100))).isEmpty();
    }
}
