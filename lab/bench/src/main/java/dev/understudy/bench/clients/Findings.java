package dev.understudy.bench.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients of one kind saw of one fault.
 *
 * @param before transactions that were acknowledged before it
 * @param after and after it
 * @param gapBefore the longest time between two acknowledgements, all clients together, before it, ms: what is usual on this machine
 * @param gap the same of every two of which the later came after it; where there is none, until the clients were told to stop
 * @param gapBegins when that began, ms after the fault; less than 0 where it had begun before
 * @param failed transactions that got an error once it had begun, whether they were begun or could not be
 * @param unknown of those, the ones that waited for their commit
 * @param broken sessions that ended by an error, or while they were opened
 * @param refused clients that got no connection, or an error when they asked for a session
 * @param errors how often each came, by its code
 */
record Findings(
        long before,
        long after,
        double gapBefore,
        double gap,
        double gapBegins,
        long failed,
        long unknown,
        long broken,
        long refused,
        Map<String, Long> errors) {

    Findings {
        errors = Map.copyOf(errors);
    }

    /**
     * @param from since when it counts, ns: clients that have just begun are slow
     * @param faultAt when the fault began, ns
     * @param until when the clients were told to stop, ns: where no commit came after the fault, the gap ends then
     */
    static Findings of(Diary diary, long from, long faultAt, long until) {
        List<Long> times = diary.commits().stream()
                .map(Diary.Commit::at)
                .filter(at -> at >= from)
                .sorted()
                .toList();
        List<Diary.Failure> failures = diary.failures().stream()
                .filter(failure -> failure.at() >= faultAt)
                .toList();
        Map<String, Long> errors = new TreeMap<>();
        failures.forEach(failure -> errors.merge(failure.code(), 1L, Long::sum));
        long before = times.stream().filter(at -> at < faultAt).count();
        long refused = count(failures, Diary.Where.CONNECTING);
        int usual = longest(times, 1, (int) before);
        List<Long> ends = new ArrayList<>(times);
        if (before == times.size() && before > 0) {
            ends.add(until);
        }
        int longest = longest(ends, Math.max(1, (int) before), ends.size());
        return new Findings(
                before,
                times.size() - before,
                gapTo(times, usual),
                gapTo(ends, longest),
                longest == 0 ? 0 : (ends.get(longest - 1) - faultAt) / 1e6,
                failures.size(),
                count(failures, Diary.Where.COMMITTING),
                failures.size() - refused - count(failures, Diary.Where.RESTARTED),
                refused,
                errors);
    }

    private static long count(List<Diary.Failure> failures, Diary.Where where) {
        return failures.stream().filter(failure -> failure.where() == where).count();
    }

    /** Which of these is the longest after the one before it; 0 where there is none. */
    private static int longest(List<Long> times, int from, int to) {
        int longest = 0;
        for (int i = from; i < to; i++) {
            if (longest == 0 || gapTo(times, i) > gapTo(times, longest)) {
                longest = i;
            }
        }
        return longest;
    }

    private static double gapTo(List<Long> times, int index) {
        return index == 0 ? 0 : (times.get(index) - times.get(index - 1)) / 1e6;
    }

    /** In one line, for a person. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%d + %d commits, gap %.0f ms from %.0f (before %.0f), %d failed (%d of unknown end), %d sessions broken, %d refused %s",
                before,
                after,
                gap,
                gapBegins,
                gapBefore,
                failed,
                unknown,
                broken,
                refused,
                new TreeMap<>(errors));
    }
}
