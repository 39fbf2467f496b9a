package dev.understudy.cli;

import dev.understudy.runtime.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which cluster or service a node belongs to. */
public final class NodeScope {

    private NodeScope() {}

    /**
     * @param named the one that a person named, with {@code --of}; null where it is to be found
     * @throws CommandFailure where there is no such one, none has the node, or several have
     */
    public static String of(Configuration configuration, String node, @Nullable String named) {
        // A node that was added while the cluster ran stands in no file.
        if (named != null
                && (configuration.clusters().containsKey(named)
                        || configuration.services().containsKey(named))) {
            return named;
        }
        if (named != null) {
            throw new CommandFailure(
                    ExitStatus.USAGE, "--of: there is no cluster and no service " + named + " in the configuration");
        }
        List<String> having = having(configuration, node);
        if (having.size() != 1) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    having.isEmpty()
                            ? "no cluster or service of the configuration has " + node
                                    + "; name the one that it belongs to with --of"
                            : node + " belongs to " + String.join(" and ", having) + "; say which with --of");
        }
        return having.get(0);
    }

    private static List<String> having(Configuration configuration, String node) {
        List<String> having = new ArrayList<>();
        configuration.clusters().forEach((name, cluster) -> {
            if (cluster.nodes().containsKey(node)) {
                having.add(name);
            }
        });
        configuration.services().forEach((name, service) -> {
            if (service.members().containsKey(node)) {
                having.add(name);
            }
        });
        return having;
    }
}
