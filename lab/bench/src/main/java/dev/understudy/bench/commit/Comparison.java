package dev.understudy.bench.commit;

import dev.understudy.bench.Figure;
import dev.understudy.bench.Goal;
import dev.understudy.bench.Samples;
import dev.understudy.bench.commit.Way.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Ours against each peer: the ratio within each round, and what is asked of the median of these ratios. */
final class Comparison {

    private static final int ONE = 1;
    private static final int MANY = 32;
    private static final List<Kind> OURS = List.of(Kind.OURS_1, Kind.OURS_3);

    /** What is asked beside each peer. */
    private static final List<Asked> ASKED = List.of(
            new Asked(Kind.ASYNC, ONE, "p50", 1.8, false),
            new Asked(Kind.NATIVE, ONE, "p50", 1.25, false),
            new Asked(Kind.ASYNC, MANY, "tps", 0.9, true),
            new Asked(Kind.NATIVE, MANY, "tps", 1.0, true));

    private final Samples samples;
    private final Set<Kind> measured;

    private record Asked(Kind peer, int clients, String figure, double limit, boolean atLeast) {

        String name(Kind ours) {
            return Turn.prefix(ours, clients) + "." + figure + "-vs-" + peer;
        }
    }

    /**
     * @param measured which ways take part
     */
    Comparison(Samples samples, Set<Kind> measured) {
        this.samples = samples;
        this.measured = measured;
    }

    /** Adds the ratios of the round that has just ended. */
    void endRound() {
        for (Asked asked : ASKED) {
            for (Kind ours : among(asked)) {
                samples.add(asked.name(ours), "ratio", last(ours, asked) / last(asked.peer(), asked));
            }
        }
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        for (Asked asked : ASKED) {
            for (Kind ours : among(asked)) {
                Figure ratio = samples.figure(asked.name(ours));
                goals.add(asked.atLeast() ? Goal.atLeast(ratio, asked.limit()) : Goal.atMost(ratio, asked.limit()));
            }
        }
        return goals;
    }

    private List<Kind> among(Asked asked) {
        return measured.contains(asked.peer())
                ? OURS.stream().filter(measured::contains).toList()
                : List.of();
    }

    private double last(Kind kind, Asked asked) {
        return samples.last(Turn.prefix(kind, asked.clients()) + "." + asked.figure());
    }
}
