package dev.understudy.router.reload;

import java.util.List;

/** What becomes of one listener. */
public sealed interface Change {

    /** For a person. */
    String text();

    /** It is not touched. */
    record Kept(Site site) implements Change {
        @Override
        public String text() {
            return site.name() + " kept";
        }
    }

    /** It is opened. */
    record Added(Site site) implements Change {
        @Override
        public String text() {
            return site.name() + " added on " + site.address();
        }
    }

    /**
     * Its port stays open, and serves those who come by other rules.
     *
     * @param what the names of what has changed; empty where that is the name alone
     */
    record Changed(Site before, Site after, List<String> what) implements Change {
        @Override
        public String text() {
            String name = before.name().equals(after.name()) ? "" : before.name() + " is now called ";
            return name + after.name() + (what.isEmpty() ? "" : " changed (" + String.join(", ", what) + ")");
        }
    }

    /** It accepts nobody more. */
    record Removed(Site site) implements Change {
        @Override
        public String text() {
            return site.name() + " removed from " + site.address();
        }
    }
}
