package dev.understudy.router.balance;

/**
 * Of two members drawn by weight, the one that is likely to answer sooner: its latency times what it would carry, for its
 * weight. Two looks are nearly as good as a look at all, and never send everybody to the same one.
 */
public final class TwoChoices implements Balancer {

    /** What one of unknown latency costs that carries something: it is being measured. */
    private static final double BEING_MEASURED = 1e6;

    @Override
    public int choose(Snapshot snapshot, Ask ask) {
        int size = snapshot.size();
        if (size <= 1) {
            return size == 0 ? NOBODY : snapshot.place(0);
        }
        int first = drawn(snapshot, ask.lowFraction(), NOBODY);
        int second = drawn(snapshot, ask.highFraction(), first);
        return snapshot.place(cost(snapshot.open(second)) < cost(snapshot.open(first)) ? second : first);
    }

    /**
     * @param fraction 0 up to 1
     * @param without is not drawn
     */
    private static int drawn(Snapshot snapshot, double fraction, int without) {
        double total = 0;
        for (int i = 0; i < snapshot.size(); i++) {
            total += i == without ? 0 : snapshot.open(i).share();
        }
        double left = fraction * total;
        int last = NOBODY;
        for (int i = 0; i < snapshot.size(); i++) {
            if (i != without) {
                last = i;
                left -= snapshot.open(i).share();
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private static double cost(Peer peer) {
        // One that was never measured is tried once, and not by everybody.
        double latency = peer.latencyMillis() > 0 ? peer.latencyMillis() : peer.load() == 0 ? 0 : BEING_MEASURED;
        return latency * (peer.load() + 1) / peer.share();
    }
}
