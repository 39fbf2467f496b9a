package dev.understudy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Sequence numbers as closed intervals: sorted, disjoint, never adjacent. Immutable, a value.
 *
 * @param list the intervals, ascending
 */
record Intervals(List<Interval> list) {

    static final Intervals NONE = new Intervals(List.of());

    /**
     * @param first at least 1
     * @param last at least {@code first}
     */
    record Interval(long first, long last) {
        Interval {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("not an interval: " + first + "-" + last);
            }
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    Intervals {
        list = List.copyOf(list);
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    boolean contains(long number) {
        for (Interval interval : list) {
            if (interval.first <= number && number <= interval.last) {
                return true;
            }
        }
        return false;
    }

    /** The largest number below this one; 0 where there is none. */
    long lastBelow(long number) {
        return list.stream()
                .filter(interval -> interval.last < number)
                .mapToLong(Interval::last)
                .max()
                .orElse(0);
    }

    Intervals union(Intervals other) {
        List<Interval> sorted = new ArrayList<>(list);
        sorted.addAll(other.list);
        sorted.sort((a, b) -> Long.compare(a.first, b.first));
        List<Interval> merged = new ArrayList<>();
        for (Interval next : sorted) {
            int end = merged.size() - 1;
            if (end >= 0 && next.first <= merged.get(end).last + 1) {
                Interval before = merged.get(end);
                merged.set(end, new Interval(before.first, Math.max(before.last, next.last)));
            } else {
                merged.add(next);
            }
        }
        return new Intervals(merged);
    }

    /** The usual case, the next number of the last interval, costs no sort. */
    Intervals plus(long number) {
        int end = list.size() - 1;
        if (end >= 0 && list.get(end).last + 1 == number) {
            List<Interval> grown = new ArrayList<>(list);
            grown.set(end, new Interval(list.get(end).first, number));
            return new Intervals(grown);
        }
        return union(new Intervals(List.of(new Interval(number, number))));
    }

    Intervals minus(Intervals other) {
        List<Interval> rest = new ArrayList<>(list);
        for (Interval cut : other.list) {
            List<Interval> kept = new ArrayList<>();
            for (Interval interval : rest) {
                if (cut.last < interval.first || interval.last < cut.first) {
                    kept.add(interval);
                    continue;
                }
                if (interval.first < cut.first) {
                    kept.add(new Interval(interval.first, cut.first - 1));
                }
                if (cut.last < interval.last) {
                    kept.add(new Interval(cut.last + 1, interval.last));
                }
            }
            rest = kept;
        }
        return new Intervals(rest);
    }

    long count() {
        return list.stream()
                .mapToLong(interval -> interval.last - interval.first + 1)
                .sum();
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(":");
        list.forEach(interval -> text.add(interval.toString()));
        return text.toString();
    }
}
