package dev.understudy.detector.playback;

import dev.understudy.detector.watch.NodeKey;
import dev.understudy.events.SelfReport;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When the report arrived that an incident's name counts as the last in which the node was well: the trouble began after it. Only the newest
 * reports are kept. Not thread-safe.
 */
public final class LastGood {

    private static final int KEPT = 4_096;

    private final Map<NodeKey, Map<Long, Long>> arrivals = new HashMap<>();

    private static final class Newest extends LinkedHashMap<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > KEPT;
        }
    }

    /** Takes a report, with its arrival, ms since 1970. */
    public void take(SelfReport report, long at) {
        Map<Long, Long> known =
                arrivals.computeIfAbsent(new NodeKey(report.scope(), report.node()), node -> new Newest());
        // An agent that starts again counts anew: the newest of a number is meant.
        known.remove(report.sequence());
        known.put(report.sequence(), at);
    }

    /** When that one of an incident arrived; empty where its name has none, or it is not known any more. */
    public OptionalLong of(Story story) {
        String number = story.incident().substring(story.incident().lastIndexOf('/') + 1);
        Long at = number.matches("[1-9][0-9]{0,17}")
                ? arrivals.getOrDefault(new NodeKey(story.scope(), story.node()), Map.of())
                        .get(Long.valueOf(number))
                : null;
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
