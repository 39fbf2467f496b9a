package dev.understudy.router.balance;

import static java.util.Objects.requireNonNull;

/**
 * What a choice knows of one member.
 *
 * @param node its name
 * @param standing whether it can be chosen
 * @param local whether it is in the router's own zone
 * @param weight as configured, more than 0
 * @param warmth the part of its weight that it gets now, more than 0 and up to 1: less than 1 after it came back
 * @param load what it carries now
 * @param latencyMillis how long it takes to answer; 0 where that is not known
 */
public record Peer(
        String node, Standing standing, boolean local, double weight, double warmth, int load, double latencyMillis) {

    public Peer {
        requireNonNull(node, "node");
        requireNonNull(standing, "standing");
        if (!(weight > 0) || !(warmth > 0)) {
            throw new IllegalArgumentException(node + ": weight and warmth are more than 0");
        }
    }

    /** The weight that it has now. */
    public double share() {
        return weight * warmth;
    }
}
