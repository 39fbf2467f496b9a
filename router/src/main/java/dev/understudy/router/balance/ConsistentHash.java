package dev.understudy.router.balance;

import java.util.List;

/**
 * One key, one member, for as long as that is open. Who is not open stays in the table: its keys go to who comes after, and
 * come back with it; all the others stay where they are.
 *
 * <p>With a bound no member carries more than so many times its fair share: who would is passed over as if it were not open.
 * The table is made of the members' names and weights alone, and made again when these change.
 */
public final class ConsistentHash implements Balancer {

    private final HashTable.Maker maker;
    private final double bound;
    private volatile Made made = new Made(List.of(), Ring.of(List.of()));

    /** A table, and what it was made of. */
    private record Made(List<Peer> members, HashTable table) {

        boolean fits(List<Peer> peers) {
            if (peers.size() != members.size()) {
                return false;
            }
            for (int i = 0; i < peers.size(); i++) {
                Peer now = peers.get(i);
                Peer then = members.get(i);
                if (now.weight() != then.weight() || !now.node().equals(then.node())) {
                    return false;
                }
            }
            return true;
        }
    }

    private ConsistentHash(HashTable.Maker maker, double bound) {
        this.maker = maker;
        this.bound = bound;
    }

    /** @param bound how many times its fair share a member carries at most, at least 1; infinite for no bound */
    public static ConsistentHash ring(double bound) {
        return new ConsistentHash(Ring::of, bound);
    }

    /** @param bound how many times its fair share a member carries at most, at least 1; infinite for no bound */
    public static ConsistentHash maglev(double bound) {
        return new ConsistentHash(Maglev::of, bound);
    }

    @Override
    public int choose(Snapshot snapshot, Ask ask) {
        if (snapshot.size() == 0) {
            return NOBODY;
        }
        HashTable table = table(snapshot.peers());
        double fair = bound * fair(snapshot);
        int slot = table.slot(ask.key());
        for (int i = 0; i < table.size(); i++) {
            int owner = table.owner(slot);
            if (snapshot.isOpen(owner) && hasRoom(snapshot.peers().get(owner), fair)) {
                return owner;
            }
            slot = slot + 1 == table.size() ? 0 : slot + 1;
        }
        // The only ones with room have no slot: weights that far apart are no keys' home.
        return snapshot.place(0);
    }

    /** How much each unit of weight would carry with the new one, if all carried the same. */
    private double fair(Snapshot snapshot) {
        if (Double.isInfinite(bound)) {
            return 1;
        }
        double load = 1;
        double shares = 0;
        for (int i = 0; i < snapshot.size(); i++) {
            load += snapshot.open(i).load();
            shares += snapshot.open(i).share();
        }
        return load / shares;
    }

    private static boolean hasRoom(Peer peer, double fair) {
        return peer.load() < Math.ceil(fair * peer.share());
    }

    private HashTable table(List<Peer> peers) {
        Made now = made;
        if (!now.fits(peers)) {
            now = new Made(peers, maker.of(peers));
            made = now;
        }
        return now.table();
    }
}
