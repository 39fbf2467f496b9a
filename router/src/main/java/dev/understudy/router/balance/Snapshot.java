package dev.understudy.router.balance;

import java.util.List;

/**
 * All members at one moment, and which of them are open: those of the best standing that there is, and of these only the
 * local ones while enough of them are well. Immutable.
 */
public final class Snapshot {

    private final List<Peer> peers;
    private final int[] open;
    private final boolean[] isOpen;

    private Snapshot(List<Peer> peers, Standing standing, boolean localOnly) {
        this.peers = peers;
        this.isOpen = new boolean[peers.size()];
        int count = 0;
        for (int i = 0; i < isOpen.length; i++) {
            Peer peer = peers.get(i);
            isOpen[i] = peer.standing() == standing && standing.isOpen() && (peer.local() || !localOnly);
            count += isOpen[i] ? 1 : 0;
        }
        this.open = new int[count];
        int next = 0;
        for (int i = 0; i < isOpen.length; i++) {
            if (isOpen[i]) {
                open[next++] = i;
            }
        }
    }

    /** @param peers is not changed any more */
    public static Snapshot of(List<Peer> peers, Locality locality) {
        Standing best = Standing.TRIED;
        int wellHere = 0;
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get(i);
            best = peer.standing().compareTo(best) < 0 ? peer.standing() : best;
            wellHere += peer.local() && peer.standing() == Standing.WELL ? 1 : 0;
        }
        return new Snapshot(peers, best, locality.suffices(wellHere));
    }

    public static Snapshot of(List<Peer> peers) {
        return of(peers, Locality.NONE);
    }

    /** All members, open or not. */
    public List<Peer> peers() {
        return peers;
    }

    /** How many are open. */
    public int size() {
        return open.length;
    }

    /**
     * The place among {@link #peers} of one that is open.
     *
     * @param i 0 up to {@link #size}
     */
    public int place(int i) {
        return open[i];
    }

    /** One that is open. */
    public Peer open(int i) {
        return peers.get(open[i]);
    }

    /** @param place among {@link #peers} */
    public boolean isOpen(int place) {
        return isOpen[place];
    }

    /** Whether some member has this standing. */
    public boolean has(Standing standing) {
        for (int i = 0; i < peers.size(); i++) {
            if (peers.get(i).standing() == standing) {
                return true;
            }
        }
        return false;
    }
}
