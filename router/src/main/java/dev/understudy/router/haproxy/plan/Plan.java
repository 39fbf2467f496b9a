package dev.understudy.router.haproxy.plan;

import java.util.List;

/**
 * What to tell HAProxy next.
 *
 * @param commands in this order, the later ones only where the earlier ones were sent; empty where it is as it should be
 * @param troubles what stands in the way and commands do not mend, for a person
 */
public record Plan(List<Command> commands, List<String> troubles) {

    public Plan {
        commands = List.copyOf(commands);
        troubles = List.copyOf(troubles);
    }
}
