package dev.understudy.bench.simulation;

import java.util.Map;

/** What besides real faults goes on, and how often: the mean time from one to the next, seconds. */
public enum Profile {
    /** Nothing. */
    QUIET(Map.of()),
    /** Each process of ours stands still again and again, 20 ms to 3 s. */
    PAUSES(Map.of(Kind.PAUSE, 30)),
    /** Times of congestion, 2 to 20 times the usual delays, for 0.5 to 10 s. */
    DELAYS(Map.of(Kind.CONGESTION, 60)),
    /** No leader for 0.1 to 10 s. */
    ELECTIONS(Map.of(Kind.ELECTION, 600)),
    /** One machine no longer reaches another, 0.2 to 30 s. */
    ONE_WAY(Map.of(Kind.ONE_WAY, 300)),
    /** A group of machines is cut off from the rest. */
    TWO_WAY(Map.of(Kind.TWO_WAY, 300)),
    /** A clock is wrong by 20 ms to an hour, and set right again. */
    CLOCKS(Map.of(Kind.CLOCK, 600)),
    /** Agents, routers, recovery and the detector restart. */
    RESTARTS(Map.of(Kind.RESTART, 300)),
    /** Senders that keep what they could not send flush it at once, 0.5 to 30 s of it. */
    STALE(Map.of(Kind.STALE, 600)),
    /** Every server and its agent in turn, with a switch-over. */
    ROLLING(Map.of(Kind.ROLLING, 1_800)),
    /** All of it, seldomer. */
    MIXED(Map.of(
            Kind.PAUSE, 60,
            Kind.CONGESTION, 240,
            Kind.ELECTION, 1_800,
            Kind.ONE_WAY, 900,
            Kind.TWO_WAY, 900,
            Kind.CLOCK, 1_800,
            Kind.RESTART, 900,
            Kind.STALE, 1_800,
            Kind.ROLLING, 7_200));

    /** A kind of disturbance. */
    enum Kind {
        PAUSE,
        CONGESTION,
        ELECTION,
        ONE_WAY,
        TWO_WAY,
        CLOCK,
        RESTART,
        STALE,
        ROLLING
    }

    private final Map<Kind, Integer> seconds;

    Profile(Map<Kind, Integer> seconds) {
        this.seconds = seconds;
    }

    /** The mean time from one to the next, ms; 0 for never. */
    long every(Kind kind) {
        return seconds.getOrDefault(kind, 0) * 1_000L;
    }

    /** Whether it means anything where all is on one machine. */
    boolean onOneHost() {
        return this != ONE_WAY && this != TWO_WAY;
    }
}
