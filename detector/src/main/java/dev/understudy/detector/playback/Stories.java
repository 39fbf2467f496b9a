package dev.understudy.detector.playback;

import dev.understudy.events.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Folds verdicts into incidents. Not thread-safe. */
public final class Stories {

    private final Map<String, Story> byIncident = new LinkedHashMap<>();

    /** Takes the next verdict; where several detectors say the same the first counts. */
    public void take(Fault fault) {
        Story known = byIncident.get(fault.incident());
        Story story = known != null
                ? known
                : new Story(fault.incident(), fault.kind(), fault.scope(), fault.node(), fault.at(), null, null);
        Long confirmed = story.confirmedAt();
        Long cleared = story.clearedAt();
        byIncident.put(
                fault.incident(),
                new Story(
                        story.incident(),
                        story.kind(),
                        story.scope(),
                        story.node(),
                        story.suspectedAt(),
                        confirmed == null && fault.phase() == Fault.Phase.CONFIRMED
                                ? Long.valueOf(fault.at())
                                : confirmed,
                        cleared == null && fault.phase() == Fault.Phase.CLEARED ? Long.valueOf(fault.at()) : cleared));
    }

    /** Those that were raised in a period, the oldest first; ms since 1970. */
    public List<Story> between(long from, long to) {
        List<Story> stories = new ArrayList<>();
        for (Story story : byIncident.values()) {
            if (story.suspectedAt() >= from && story.suspectedAt() <= to) {
                stories.add(story);
            }
        }
        stories.sort((a, b) -> Long.compare(a.suspectedAt(), b.suspectedAt()));
        return stories;
    }
}
