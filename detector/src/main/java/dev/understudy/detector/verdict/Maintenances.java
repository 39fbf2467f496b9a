package dev.understudy.detector.verdict;

import dev.understudy.events.Maintenance;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which nodes a person works on, and until when. Not thread-safe; time is an argument. */
public final class Maintenances {

    private final Map<String, Maintenance> byKey = new HashMap<>();

    /** Takes the newest word of a node. */
    public void take(Maintenance word) {
        byKey.put(word.key(), word);
    }

    /** That a node is worked on now, in words; empty where it is not. */
    String words(String scope, String node, long now) {
        Maintenance word = byKey.get(scope + "/" + node);
        if (word == null || !word.isInForce(now)) {
            return "";
        }
        String reason = word.reason().isEmpty() ? "" : ": " + word.reason();
        String by = word.by().isEmpty() ? "" : " (" + word.by() + ")";
        return "in maintenance until " + Instant.ofEpochMilli(word.until()) + reason + by;
    }
}
