package dev.understudy.detector.watch;

import java.util.List;

/**
 * A watch at one moment.
 *
 * @param judges whether it gives verdicts
 * @param confidence why it does or does not
 */
public record Snapshot(boolean judges, String confidence, List<NodeView> nodes) {

    public Snapshot {
        nodes = List.copyOf(nodes);
    }
}
