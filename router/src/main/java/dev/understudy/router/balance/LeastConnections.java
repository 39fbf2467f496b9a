package dev.understudy.router.balance;

import java.util.List;
import java.util.Optional;

/** Chooses the node that carries the least. Pure. */
public final class LeastConnections {

    /**
     * @param load what it carries now
     * @param doubtful whether its last connection failed: it is chosen only where no other is left
     */
    public record Candidate<T>(T node, int load, boolean doubtful) {}

    private LeastConnections() {}

    /**
     * @param turn counts up with each choice, so that equals take turns
     * @return empty where there is none
     */
    public static <T> Optional<T> choose(List<Candidate<T>> candidates, long turn) {
        Candidate<T> best = null;
        int size = candidates.size();
        for (int i = 0; i < size; i++) {
            Candidate<T> next = candidates.get((int) Math.floorMod(i + turn, (long) size));
            if (best == null || isBetter(next, best)) {
                best = next;
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.node());
    }

    private static boolean isBetter(Candidate<?> a, Candidate<?> b) {
        return a.doubtful() == b.doubtful() ? a.load() < b.load() : b.doubtful();
    }
}
