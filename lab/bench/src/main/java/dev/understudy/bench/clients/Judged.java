package dev.understudy.bench.clients;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Acknowledged transactions, looked for on a server.
 *
 * @param lost acknowledged and not there
 * @param twice there more than once, acknowledged or not
 */
record Judged(long lost, long twice) {

    /**
     * @param acknowledged the ids that clients were told of
     * @param found the ids that the server has, as often as it has them; others than those are right: their clients got no answer
     */
    static Judged of(Collection<Long> acknowledged, Collection<Long> found) {
        Map<Long, Integer> times = new HashMap<>();
        found.forEach(id -> times.merge(id, 1, Integer::sum));
        return new Judged(
                acknowledged.stream().filter(id -> !times.containsKey(id)).count(),
                times.values().stream().filter(count -> count > 1).count());
    }
}
