package dev.understudy.bench.simulation;

import dev.understudy.detector.evidence.ConditionLimits;
import dev.understudy.detector.verdict.VerdictLimits;
import dev.understudy.detector.watch.WatchLimits;
import java.time.Duration;

/**
 * One way to run histories. Each day is a history of its own, with a seed of its own, so that a day that fails is played again
 * alone. Days alternate between all on one machine and each on its own, where the profile means anything on one.
 *
 * @param profile what goes on
 * @param seed draws everything
 * @param jitter the 99th percentile of what each record and each answer is late, ms
 * @param faultsEvery the mean time between real faults
 * @param limits the detector's thresholds
 */
public record Simulation(Profile profile, long seed, double jitter, Duration faultsEvery, WatchLimits limits) {

    /** What is usual on a local network, ms. */
    public static final double USUAL_JITTER = 10;

    public static Simulation of(Profile profile, long seed) {
        return new Simulation(profile, seed, USUAL_JITTER, Duration.ofMinutes(5), WatchLimits.defaults());
    }

    public Simulation withJitter(double millis) {
        return new Simulation(profile, seed, millis, faultsEvery, limits);
    }

    /**
     * Plays one day.
     *
     * @param day its number, from 0
     * @param length how much of it
     */
    public Score play(int day, Duration length) {
        Dice dice = new Dice((seed * 1_000_003 + profile.ordinal()) * 1_000_003 + day);
        boolean oneHost = profile.onOneHost() && day % 2 == 1;
        Cluster cluster = new Cluster(dice, oneHost, jitter, oneHost ? together(limits) : limits);
        cluster.referee.day(day);
        new Weather(cluster, profile);
        new Troubles(cluster, faultsEvery.toMillis());
        long end = length.toMillis();
        while (cluster.agenda.next(end)) {
            // The agenda does it.
        }
        cluster.referee.finish(end);
        return cluster.referee.score();
    }

    /** Whoever puts all on one machine knows it, and does not want to be told. */
    private static WatchLimits together(WatchLimits limits) {
        VerdictLimits of = limits.verdicts();
        ConditionLimits on = of.conditions();
        ConditionLimits conditions = new ConditionLimits(
                on.stalledSuspect(),
                on.stalledConfirm(),
                on.readOnly(),
                on.usedUp(),
                on.saturated(),
                on.lag(),
                on.lagging(),
                on.changelog(),
                on.alone(),
                false,
                on.clear(),
                on.resources());
        VerdictLimits verdicts = new VerdictLimits(
                of.hungSuspect(),
                of.hungConfirm(),
                of.memberSuspect(),
                of.memberConfirm(),
                of.agentConfirm(),
                of.withdraw(),
                of.clear(),
                of.exhaust(),
                of.renew(),
                conditions);
        return new WatchLimits(limits.doubt(), limits.evidence(), limits.accrual(), verdicts);
    }
}
