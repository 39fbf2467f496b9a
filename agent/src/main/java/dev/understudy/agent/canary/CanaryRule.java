package dev.understudy.agent.canary;

import dev.understudy.agent.memory.Remembered;
import dev.understudy.agent.route.Reign;
import dev.understudy.events.Epoch;

/** Where the canary may commit (safety.md, rule 15): anywhere else it would be an errant transaction. */
final class CanaryRule {

    private CanaryRule() {}

    /**
     * Only on the writer of the highest epoch held, and not after it was fenced in that epoch.
     *
     * @param remembered the highest epoch in which this node was fenced
     */
    static boolean mayWrite(String node, Reign reign, Remembered remembered) {
        boolean fenced =
                !reign.highest().equals(Epoch.NONE) && !remembered.fenced().isOlderThan(reign.highest());
        return reign.roleOf(node) == Reign.Role.WRITER && !fenced;
    }
}
