package dev.understudy.recovery;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why switch-overs came to nothing that were ordered since this instance began; the newest only. Thread-safe. */
final class SwitchOvers {

    private static final int KEPT = 16;

    private final Map<String, String> over = new LinkedHashMap<>();

    synchronized void over(String incident, String reason) {
        over.put(incident, reason);
        if (over.size() > KEPT) {
            over.remove(over.keySet().iterator().next());
        }
    }

    /** The reason, by incident. */
    synchronized Map<String, String> shown() {
        return new LinkedHashMap<>(over);
    }
}
