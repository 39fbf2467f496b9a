package dev.understudy.bench.simulation;

import java.util.PriorityQueue;

/** What happens when, in virtual time; of one millisecond, what was planned first comes first. Not thread-safe. */
final class Agenda {

    private record Entry(long at, long order, Turn turn, int number) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** Something that has its turn at one time; planning it anew gives up the time that was planned before. */
    abstract static class Turn {

        private int number;

        abstract void come(long now);
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(256);
    private long now;
    private long order;

    long now() {
        return now;
    }

    void plan(Turn turn, long at) {
        turn.number++;
        entries.add(new Entry(Math.max(at, now), order++, turn, turn.number));
    }

    void at(long time, Runnable once) {
        plan(
                new Turn() {
                    @Override
                    void come(long at) {
                        once.run();
                    }
                },
                time);
    }

    /** Goes to the next thing; false where there is none before {@code end}. */
    boolean next(long end) {
        Entry entry = entries.peek();
        if (entry == null || entry.at() >= end) {
            return false;
        }
        entries.remove();
        now = entry.at();
        if (entry.number() == entry.turn().number) {
            entry.turn().come(now);
        }
        return true;
    }
}
