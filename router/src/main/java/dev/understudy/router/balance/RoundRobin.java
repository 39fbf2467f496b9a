package dev.understudy.router.balance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Each member in turn, by weight and spread evenly: with weights 5, 1 and 1 the order is {@code a a b a c a a}.
 *
 * <p>At each choice every open member earns its weight, the richest is chosen and pays what all have earned. The credits are
 * a value; here is only the one that is in force.
 */
public final class RoundRobin implements Balancer {

    private final AtomicReference<Credits> credits = new AtomicReference<>(Credits.NONE);

    @Override
    public int choose(Snapshot snapshot, Ask ask) {
        while (true) {
            Credits before = requireNonNull(credits.get());
            Credits after = before.after(snapshot);
            if (credits.compareAndSet(before, after)) {
                return after.chosen;
            }
        }
    }

    /** What each member has earned and not been paid for. Immutable. */
    static final class Credits {

        static final Credits NONE = new Credits(List.of(), new double[0], NOBODY);

        private final List<Peer> members;
        private final double[] amounts;
        private final int chosen;

        private Credits(List<Peer> members, double[] amounts, int chosen) {
            this.members = members;
            this.amounts = amounts;
            this.chosen = chosen;
        }

        /** Who was chosen last. */
        int chosen() {
            return chosen;
        }

        /** One choice further. Who is not open neither earns nor pays. */
        Credits after(Snapshot snapshot) {
            List<Peer> peers = snapshot.peers();
            double[] next = new double[peers.size()];
            for (int i = 0; i < next.length; i++) {
                next[i] = of(peers.get(i).node(), i);
            }
            int best = NOBODY;
            double total = 0;
            for (int i = 0; i < snapshot.size(); i++) {
                int place = snapshot.place(i);
                double share = snapshot.open(i).share();
                next[place] += share;
                total += share;
                if (best == NOBODY || next[place] > next[best]) {
                    best = place;
                }
            }
            if (best != NOBODY) {
                next[best] -= total;
            }
            return new Credits(peers, next, best);
        }

        private double of(String node, int likely) {
            if (likely < amounts.length && members.get(likely).node().equals(node)) {
                return amounts[likely];
            }
            for (int i = 0; i < amounts.length; i++) {
                if (members.get(i).node().equals(node)) {
                    return amounts[i];
                }
            }
            return 0;
        }
    }
}
