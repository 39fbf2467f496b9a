package dev.understudy.orders.load;

import dev.understudy.orders.load.OrderLog.Entry;
import dev.understudy.orders.load.OrderLog.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** How long orders went unacknowledged. A gap counts where it ends after the fault; the end of the load closes the last. */
public final class Outage {

    private Outage() {}

    /** The longest gap between two consecutive acknowledgements over all clients together, ms. */
    public static long writeOutageMillis(OrderLog log, long faultWallMillis) {
        return longestGap(log, faultWallMillis, entry -> true);
    }

    /** The same for the client that waited longest, ms. */
    public static long worstClientMillis(OrderLog log, long faultWallMillis) {
        return log.entries().stream()
                .mapToInt(Entry::client)
                .distinct()
                .mapToLong(client -> longestGap(log, faultWallMillis, entry -> entry.client() == client))
                .max()
                .orElse(0);
    }

    /** When the first acknowledgement after a moment came, wall clock ms. */
    public static Optional<Long> firstAcknowledgedAfter(OrderLog log, long wallMillis) {
        return acknowledgements(log, entry -> entry.doneWallMillis() >= wallMillis)
                .boxed()
                .findFirst();
    }

    private static long longestGap(OrderLog log, long faultWallMillis, Predicate<Entry> wanted) {
        List<Long> times = acknowledgements(log, wanted).boxed().toList();
        long end = log.entries().stream().mapToLong(Entry::doneWallMillis).max().orElse(faultWallMillis);
        long last = times.isEmpty() ? faultWallMillis : times.get(0);
        long longest = 0;
        for (long time : times) {
            if (time > faultWallMillis) {
                longest = Math.max(longest, time - last);
            }
            last = time;
        }
        return Math.max(longest, Math.max(0, end - last));
    }

    private static LongStream acknowledgements(OrderLog log, Predicate<Entry> wanted) {
        return log.entries().stream()
                .filter(entry -> entry.outcome() == Outcome.ACKNOWLEDGED)
                .filter(wanted)
                .sorted(Comparator.comparingLong(Entry::doneWallMillis))
                .mapToLong(Entry::doneWallMillis);
    }
}
