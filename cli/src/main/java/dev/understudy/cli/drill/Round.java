package dev.understudy.cli.drill;

import dev.understudy.recovery.plan.Step;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What one round plays. The same seed and number draw the same round, whatever came before it. Pure.
 *
 * @param number 1 and up
 * @param seed this round's own
 * @param after how long the load runs before the trouble comes
 * @param insideLarge whether the trouble waits for a large transaction to be open
 * @param connectBehind how long before the trouble Connect dies, so that the changelog lacks the last of it; empty where it does not
 * @param step where recovery or the successor dies: at the record that this step is begun or done
 * @param bothKeepers whether both keepers die, so that commits wait until one is back
 */
public record Round(
        int number,
        long seed,
        Trouble trouble,
        Duration after,
        boolean insideLarge,
        Optional<Duration> connectBehind,
        Step step,
        boolean bothKeepers) {

    private static final int SOONEST_MILLIS = 400;
    private static final int SPREAD_MILLIS = 1_600;
    private static final int BEHIND_MILLIS = 600;
    /** A successor of recovery has something to do at each of these. */
    private static final List<Step> STEPS = List.of(
            Step.BURN_EPOCH,
            Step.FENCE,
            Step.RESCUE_TAIL,
            Step.SEAL,
            Step.DRAIN,
            Step.PROMOTE,
            Step.WRITABLE,
            Step.CONNECTOR);

    /**
     * The same for the same seed, number and choice.
     *
     * @param only what the trouble is drawn from; empty for all that the mode withstands
     */
    public static Round draw(long drillSeed, int number, Durability durability, List<Trouble> only) {
        List<Trouble> troubles = only.isEmpty() ? Trouble.in(durability) : only;
        // Neighbouring seeds give Random neighbouring first draws.
        long seed = new Random(drillSeed * 1_000_003L + number).nextLong();
        Random random = new Random(seed);
        Trouble trouble = troubles.get(random.nextInt(troubles.size()));
        Duration after = Duration.ofMillis(SOONEST_MILLIS + random.nextInt(SPREAD_MILLIS));
        boolean insideLarge = random.nextInt(3) == 0;
        boolean behind = random.nextInt(4) == 0;
        Duration behindBy = Duration.ofMillis(random.nextInt(BEHIND_MILLIS));
        Step step = STEPS.get(random.nextInt(STEPS.size()));
        boolean both = random.nextInt(3) == 0;
        return new Round(
                number,
                seed,
                trouble,
                after,
                insideLarge,
                behind && trouble.failsOver() ? Optional.of(behindBy) : Optional.empty(),
                // A fail-over does not get past its connector's start while Connect is dead, nor is Connect started
                // again before.
                behind && step == Step.CONNECTOR ? Step.WRITABLE : step,
                both);
    }

    /** In a few words, such as {@code kill inside a large transaction after 812 ms, Connect dead 310 ms before}. */
    String words() {
        StringBuilder words = new StringBuilder(trouble.toString());
        if (trouble.hasStep()) {
            words.append(" at ").append(step.recorded());
        }
        if (trouble == Trouble.KEEPER_KILLED && bothKeepers) {
            words.append(", both of them");
        }
        words.append(insideLarge ? " inside a large transaction" : "")
                .append(String.format(Locale.ROOT, " after %d ms", after.toMillis()));
        connectBehind.ifPresent(behind ->
                words.append(", Connect dead ").append(behind.toMillis()).append(" ms before"));
        return words.toString();
    }

    @Override
    public String toString() {
        return words();
    }
}
