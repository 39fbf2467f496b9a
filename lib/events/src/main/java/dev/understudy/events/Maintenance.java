package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * A person's word that a node is being worked on: until it runs out, that the node is away is no fault. The newest of a node counts. Keyed by
 * {@link #key}.
 *
 * @param scope its cluster or service
 * @param node its name
 * @param until when it runs out by itself, ms since 1970; no later than {@code at} where a person has ended it
 * @param at when that was said, ms since 1970
 * @param by who said it
 * @param reason what for, for a person; may be empty
 */
public record Maintenance(String scope, String node, long until, long at, String by, String reason)
        implements UnderstudyRecord {

    public Maintenance {
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        by = by == null ? "" : by;
        reason = reason == null ? "" : reason;
    }

    /** Names the node over all clusters and services. */
    public String key() {
        return scope + "/" + node;
    }

    /** Whether it is in force at a moment, ms since 1970. */
    public boolean isInForce(long now) {
        return now < until;
    }
}
