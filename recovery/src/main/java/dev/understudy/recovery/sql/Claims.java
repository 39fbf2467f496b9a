package dev.understudy.recovery.sql;

import java.util.HashSet;
import java.util.Set;

/**
 * What a range needs while it is not committed: some things for itself alone, some together with others. Two ranges may run
 * side by side where neither needs alone what the other needs at all.
 */
public final class Claims {

    private final Set<Long> alone = new HashSet<>();
    private final Set<Long> shared = new HashSet<>();

    void alone(long thing) {
        alone.add(thing);
    }

    void shared(long thing) {
        shared.add(thing);
    }

    public Set<Long> alone() {
        return alone;
    }

    public Set<Long> shared() {
        return shared;
    }
}
