package dev.understudy.router.balance;

import java.util.Arrays;
import java.util.List;

/**
 * A ring on which each member has points by its weight; a key belongs to the next point. Where a member goes, only what was
 * its own goes elsewhere.
 */
final class Ring implements HashTable {

    /** For each unit of weight: shares then differ from the weights by about a tenth. */
    static final int POINTS = 160;

    private static final long OWNER = 0xFFFF;

    /** Sorted; the lowest 16 bits are the owner. */
    private final long[] points;

    private Ring(long[] points) {
        this.points = points;
    }

    static Ring of(List<Peer> members) {
        int count = 0;
        for (Peer member : members) {
            count += pointsOf(member);
        }
        long[] points = new long[count];
        int next = 0;
        for (int owner = 0; owner < members.size(); owner++) {
            long seed = Hashing.of(members.get(owner).node());
            for (int i = 0; i < pointsOf(members.get(owner)); i++) {
                long point = Hashing.mixed(seed + i * 0x9e3779b97f4a7c15L);
                points[next++] = (point & ~OWNER) | owner;
            }
        }
        Arrays.sort(points);
        return new Ring(points);
    }

    private static int pointsOf(Peer member) {
        return (int) Math.max(1, Math.round(member.weight() * POINTS));
    }

    @Override
    public int size() {
        return points.length;
    }

    @Override
    public int slot(long key) {
        int found = Arrays.binarySearch(points, key & ~OWNER);
        int at = found < 0 ? -found - 1 : found;
        return at == points.length ? 0 : at;
    }

    @Override
    public int owner(int slot) {
        return (int) (points[slot] & OWNER);
    }
}
