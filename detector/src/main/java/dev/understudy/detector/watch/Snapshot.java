package dev.understudy.detector.watch;

import java.util.Comparator;
import java.util.List;

/**
 * A watch at one moment. Immutable.
 *
 * @param judges whether it gives verdicts
 * @param confidence why it does or does not
 * @param at when it was taken, ms
 */
public record Snapshot(boolean judges, String confidence, long at, List<NodeState> states) {

    public Snapshot {
        states = List.copyOf(states);
    }

    /** For people, in order. */
    public List<NodeView> nodes() {
        return states.stream()
                .map(state -> state.view(at))
                .sorted(Comparator.comparing(NodeView::scope).thenComparing(NodeView::node))
                .toList();
    }
}
