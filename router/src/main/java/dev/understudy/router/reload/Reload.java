package dev.understudy.router.reload;

import java.util.List;
import java.util.stream.Collectors;

/** What is to be made of a new configuration. */
public sealed interface Reload {

    /** In a line, for a person. */
    String text();

    /**
     * It can be taken up.
     *
     * @param changes one for each listener of the new configuration, in its order, and then those that go
     */
    record Plan(List<Change> changes) implements Reload {

        public Plan {
            changes = List.copyOf(changes);
        }

        @Override
        public String text() {
            String text = changes.stream()
                    .filter(change -> !(change instanceof Change.Kept))
                    .map(Change::text)
                    .collect(Collectors.joining(", "));
            return text.isEmpty() ? "nothing has changed" : text;
        }
    }

    /**
     * It cannot be taken up without a restart.
     *
     * @param text which part of it, and what to do
     */
    record Refusal(String text) implements Reload {}
}
