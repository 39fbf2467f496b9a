package dev.understudy.cli.verify;

import dev.understudy.runtime.config.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which node is compared with which.
 *
 * @param primary the writer
 * @param standby what follows it
 */
public record Roles(String primary, String standby) {

    /**
     * Takes what was named, and for the rest the only one that can be meant.
     *
     * @param readOnly of the nodes that answer, whether they refuse writes
     * @param nodes all that are configured
     * @throws ConfigurationException where it is not clear who is meant
     */
    public static Roles choose(
            Map<String, Boolean> readOnly, Set<String> nodes, @Nullable String primary, @Nullable String standby) {
        require(nodes, primary);
        require(nodes, standby);
        String writer = primary != null ? primary : writer(readOnly);
        if (standby != null && standby.equals(writer)) {
            throw new ConfigurationException(standby + " is the primary: name a standby");
        }
        return new Roles(writer, standby != null ? standby : other(readOnly, writer));
    }

    private static void require(Set<String> nodes, @Nullable String node) {
        if (node != null && !nodes.contains(node)) {
            throw new ConfigurationException("there is no node '" + node + "'; there are " + nodes);
        }
    }

    private static String writer(Map<String, Boolean> readOnly) {
        List<String> writers = readOnly.keySet().stream()
                .filter(node -> Boolean.FALSE.equals(readOnly.get(node)))
                .toList();
        if (writers.size() != 1) {
            throw new ConfigurationException((writers.isEmpty() ? "no node takes writes" : writers + " all take writes")
                    + ": name the writer with --primary");
        }
        return writers.get(0);
    }

    private static String other(Map<String, Boolean> readOnly, String writer) {
        List<String> others =
                readOnly.keySet().stream().filter(node -> !node.equals(writer)).toList();
        if (others.size() != 1) {
            throw new ConfigurationException(
                    (others.isEmpty() ? "no other node answers" : "there are several standbys: " + others)
                            + ": name one with --standby");
        }
        return others.get(0);
    }
}
