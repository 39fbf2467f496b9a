package dev.understudy.detector.verdict;

import java.util.EnumMap;
import java.util.Map;

/** What is believed of one node, for each concern. Immutable. */
public record Beliefs(Map<Concern, Belief> byConcern) {

    public static final Beliefs HEALTHY = new Beliefs(Map.of());

    public Beliefs {
        byConcern = Map.copyOf(byConcern);
    }

    public Belief of(Concern concern) {
        return byConcern.getOrDefault(concern, Belief.HEALTHY);
    }

    public Beliefs with(Concern concern, Belief belief) {
        if (of(concern).equals(belief)) {
            return this;
        }
        Map<Concern, Belief> changed = new EnumMap<>(Concern.class);
        changed.putAll(byConcern);
        changed.put(concern, belief);
        if (belief.equals(Belief.HEALTHY)) {
            changed.remove(concern);
        }
        return new Beliefs(changed);
    }

    /** Whether the same faults are open in the same phase: then there is nothing new to be kept. */
    public boolean sameAs(Beliefs other) {
        return byConcern.keySet().equals(other.byConcern.keySet())
                && byConcern.entrySet().stream().allMatch(entry -> {
                    Belief theirs = other.of(entry.getKey());
                    return theirs.getClass() == entry.getValue().getClass()
                            && theirs.incident().equals(entry.getValue().incident());
                });
    }

    public boolean healthy() {
        return byConcern.isEmpty();
    }
}
