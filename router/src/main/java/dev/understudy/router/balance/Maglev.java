package dev.understudy.router.balance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Google's Maglev table: each member fills slots in an order of its own, in turns by its weight. Shares are nearly exactly
 * the weights; where the table is made anew without a member, a few keys of others move as well.
 */
final class Maglev implements HashTable {

    /** A prime, at least a hundred times as large as the number of members is. */
    static final int SIZE = 65_537;

    private final int[] owners;

    private Maglev(int[] owners) {
        this.owners = owners;
    }

    static Maglev of(List<Peer> members) {
        // By name, since who comes first takes the slot.
        int[] order = IntStream.range(0, members.size())
                .boxed()
                .sorted(Comparator.comparing(place -> members.get(place).node()))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] at = new int[order.length];
        int[] step = new int[order.length];
        double[] due = new double[order.length];
        double heaviest = 0;
        for (int i = 0; i < order.length; i++) {
            Peer member = members.get(order[i]);
            long hash = Hashing.of(member.node());
            at[i] = (int) Long.remainderUnsigned(hash, SIZE);
            step[i] = (int) Long.remainderUnsigned(Hashing.mixed(hash + 1), SIZE - 1) + 1;
            heaviest = Math.max(heaviest, member.weight());
        }
        int[] owners = new int[SIZE];
        Arrays.fill(owners, Balancer.NOBODY);
        int filled = 0;
        while (true) {
            for (int i = 0; i < order.length; i++) {
                due[i] += members.get(order[i]).weight() / heaviest;
                if (due[i] < 1) {
                    continue;
                }
                due[i] -= 1;
                while (owners[at[i]] != Balancer.NOBODY) {
                    at[i] = (at[i] + step[i]) % SIZE;
                }
                owners[at[i]] = order[i];
                if (++filled == SIZE) {
                    return new Maglev(owners);
                }
            }
        }
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public int slot(long key) {
        return (int) Long.remainderUnsigned(key, SIZE);
    }

    @Override
    public int owner(int slot) {
        return owners[slot];
    }
}
