package dev.understudy.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.bench.simulation.Score.Of;
import dev.understudy.detector.doubt.DoubtLimits;
import dev.understudy.detector.evidence.AccrualLimits;
import dev.understudy.detector.evidence.EvidenceLimits;
import dev.understudy.detector.verdict.VerdictLimits;
import dev.understudy.detector.watch.WatchLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sample of what {@code lab/bench/run simulation} plays for days. */
class SimulationTest {

    private static final Duration SAMPLE = Duration.ofMinutes(20);

    @ParameterizedTest
    @EnumSource(Profile.class)
    void twenty_minutes_of_each_profile_breaks_no_promise(Profile profile) {
        Score score = Simulation.of(profile, 7).play(0, SAMPLE);
        assertThat(score.violations()).isEmpty();
        assertThat(score.faults()).as("real faults").isPositive();
    }

    @Test
    void with_nothing_besides_every_fault_is_told_in_time() {
        Score score = Simulation.of(Profile.QUIET, 8).play(0, Duration.ofHours(1));
        assertThat(score.missed()).isEmpty();
        assertThat(score.detected(Of.KILL, 1)).isLessThan(200);
        assertThat(score.detected(Of.HANG, 1)).isLessThan(1_000);
        assertThat(score.queryAccuracy()).isEqualTo(1);
    }

    /** Otherwise it would be worth nothing that it finds nothing. */
    @Test
    void a_detector_that_is_too_quick_is_found_out() {
        VerdictLimits usual = VerdictLimits.defaults();
        VerdictLimits hasty = new VerdictLimits(
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                usual.agentConfirm(),
                usual.withdraw(),
                usual.clear(),
                usual.exhaust(),
                usual.renew(),
                usual.conditions());
        WatchLimits limits =
                new WatchLimits(DoubtLimits.defaults(), EvidenceLimits.defaults(), AccrualLimits.defaults(), hasty);
        Score score = new Simulation(Profile.QUIET, 9, 10, Duration.ofMinutes(2), limits).play(0, Duration.ofHours(1));
        assertThat(score.wrongVerdicts()).isPositive();
        assertThat(score.violations()).extracting(Violation::promise).contains(Violation.Promise.NO_WRONG_VERDICT);
    }

    @Test
    void one_seed_is_one_history() {
        assertThat(history(3)).isEqualTo(history(3)).isNotEqualTo(history(4));
    }

    private static String history(long seed) {
        Score score = Simulation.of(Profile.MIXED, seed).play(0, SAMPLE);
        return score.verdicts() + " verdicts, " + score.slowest(Of.HANG, 3) + score.slowest(Of.STALL, 3);
    }
}
