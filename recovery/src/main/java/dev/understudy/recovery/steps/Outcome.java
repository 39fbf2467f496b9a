package dev.understudy.recovery.steps;

import java.util.Map;

/** How a step ended. */
public sealed interface Outcome {

    /**
     * Done; what was decided or found is recorded.
     *
     * @param details what a successor needs
     */
    record Done(String reason, Map<String, Object> details) implements Outcome {}

    /** Done, and recorded already in the step's own transaction. */
    record Recorded() implements Outcome {}

    /** It cannot be done now. Nothing was changed; it is tried again when something is new. */
    record Refused(String reason) implements Outcome {}
}
