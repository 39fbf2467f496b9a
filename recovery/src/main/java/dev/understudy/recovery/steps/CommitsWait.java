package dev.understudy.recovery.steps;

import java.util.List;
import java.util.Map;

/** Whether a primary's commits waited for the journal, by what the newest pre-flight recorded. Pure. */
final class CommitsWait {

    private CommitsWait() {}

    /**
     * @param preflight what was recorded; empty before the first
     * @return false where nobody has looked at that primary, or something was found against it
     */
    static boolean isKnown(Map<String, Object> preflight, String primary) {
        return primary.equals(preflight.get("primary"))
                && preflight.get("againstWaiting") instanceof List<?> against
                && against.isEmpty();
    }
}
