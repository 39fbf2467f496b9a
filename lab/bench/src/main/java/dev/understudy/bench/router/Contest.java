package dev.understudy.bench.router;

import dev.understudy.bench.Goal;
import dev.understudy.bench.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The router against the better of its peers, in each figure by itself: the ratio within each round. Not thread-safe. */
final class Contest {

    private static final String THROUGHPUT = "throughput";
    private static final String P99 = "p99";
    private static final String CPU = "cpu";

    private final Samples samples;
    private final Set<String> workloads = new LinkedHashSet<>();

    Contest(Samples samples) {
        this.samples = samples;
    }

    /**
     * One turn.
     *
     * @param cpu of the proxy while it was played, s
     */
    void add(String workload, String way, Workload.Outcome outcome, double cpu) {
        workloads.add(workload);
        samples.add(name(workload, way, THROUGHPUT), "1/s", outcome.perSecond());
        samples.add(name(workload, way, P99), "ms", outcome.p99());
        if (!way.equals(Way.DIRECT)) {
            samples.add(name(workload, way, CPU), "s/100k", cpu / outcome.operations() * 100_000);
        }
    }

    /** Adds the ratios of the round that has just ended. */
    void endRound() {
        for (String workload : workloads) {
            samples.add(ratio(workload, THROUGHPUT), "ratio", ours(workload, THROUGHPUT) / most(workload));
            for (String figure : List.of(P99, CPU)) {
                samples.add(ratio(workload, figure), "ratio", ours(workload, figure) / least(workload, figure));
            }
        }
    }

    /** At least the better of the two in throughput, and no worse in p99 and CPU. */
    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        for (String workload : workloads) {
            goals.add(Goal.atLeast(samples.figure(ratio(workload, THROUGHPUT)), 1));
            goals.add(Goal.atMost(samples.figure(ratio(workload, P99)), 1));
            goals.add(Goal.atMost(samples.figure(ratio(workload, CPU)), 1));
        }
        return goals;
    }

    private double ours(String workload, String figure) {
        return samples.last(name(workload, Way.OURS, figure));
    }

    private double most(String workload) {
        return peers(workload, THROUGHPUT).stream().mapToDouble(d -> d).max().orElseThrow();
    }

    private double least(String workload, String figure) {
        return peers(workload, figure).stream().mapToDouble(d -> d).min().orElseThrow();
    }

    private List<Double> peers(String workload, String figure) {
        return Way.PEERS.stream()
                .map(peer -> samples.last(name(workload, peer, figure)))
                .collect(Collectors.toList());
    }

    private static String name(String workload, String way, String figure) {
        return workload + "." + way + "." + figure;
    }

    private static String ratio(String workload, String figure) {
        return workload + "." + figure + "-vs-better";
    }
}
