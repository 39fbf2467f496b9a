package dev.understudy.router.balance;

/** The member that carries the least for its weight; equals take turns. */
public final class LeastConnections implements Balancer {

    @Override
    public int choose(Snapshot snapshot, Ask ask) {
        int size = snapshot.size();
        int best = NOBODY;
        double least = 0;
        for (int i = 0; i < size; i++) {
            int next = (int) Math.floorMod(i + ask.turn(), (long) size);
            Peer peer = snapshot.open(next);
            // With the new one counted: idle members of different weight are no equals.
            double filled = (peer.load() + 1) / peer.share();
            if (best == NOBODY || filled < least) {
                best = snapshot.place(next);
                least = filled;
            }
        }
        return best;
    }
}
