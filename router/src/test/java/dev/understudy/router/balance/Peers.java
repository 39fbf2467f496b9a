package dev.understudy.router.balance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Members as the tests of balancers need them. */
final class Peers {

    private Peers() {}

    static Peer well(String node, double weight, int load) {
        return new Peer(node, Standing.WELL, false, weight, 1, load, 0);
    }

    static Peer well(String node) {
        return well(node, 1, 0);
    }

    static Peer as(Standing standing, String node) {
        return new Peer(node, standing, false, 1, 1, 0, 0);
    }

    static Peer warm(String node, double warmth) {
        return new Peer(node, Standing.WELL, false, 1, warmth, 0, 0);
    }

    static Peer local(String node, Standing standing) {
        return new Peer(node, standing, true, 1, 1, 0, 0);
    }

    static Peer fast(String node, double latencyMillis, int load) {
        return new Peer(node, Standing.WELL, false, 1, 1, load, latencyMillis);
    }

    /** So many of weight 1: m0, m1, ... */
    static List<Peer> many(int count) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(well("m" + i));
        }
        return peers;
    }

    static Snapshot of(Peer... peers) {
        return Snapshot.of(List.of(peers));
    }

    /** Who is chosen how often in so many choices over one snapshot, with random keys. */
    static Map<String, Integer> chosen(Balancer balancer, Snapshot snapshot, int choices, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> counts = new HashMap<>();
        for (int turn = 0; turn < choices; turn++) {
            int place = balancer.choose(snapshot, new Ask(turn, random.nextLong(), random.nextLong()));
            counts.merge(snapshot.peers().get(place).node(), 1, Integer::sum);
        }
        return counts;
    }

    static String chosen(Balancer balancer, Snapshot snapshot, Ask ask) {
        return snapshot.peers().get(balancer.choose(snapshot, ask)).node();
    }

    /** The sum of squared deviations over what is expected: what chi-square tests compare. */
    static double chiSquare(Map<String, Integer> counts, Map<String, Double> shares) {
        double total = counts.values().stream().mapToInt(Integer::intValue).sum();
        double weights =
                shares.values().stream().mapToDouble(Double::doubleValue).sum();
        double sum = 0;
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            double expected = total * share.getValue() / weights;
            double distance = counts.getOrDefault(share.getKey(), 0) - expected;
            sum += distance * distance / expected;
        }
        return sum;
    }
}
