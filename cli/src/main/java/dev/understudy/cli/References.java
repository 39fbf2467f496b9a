package dev.understudy.cli;

import dev.understudy.agent.AgentConfig;
import dev.understudy.journal.JournalConfig;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.router.RouterConfig;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one section of a configuration names what another defines: a name that nothing stands behind is found here. */
final class References {

    private References() {}

    /**
     * @param configuration every section of it can be read
     * @return one line for each name that leads nowhere
     */
    static List<String> broken(Configuration configuration) {
        Map<String, ClusterConfig> clusters = configuration.clusters();
        List<String> broken = new ArrayList<>();
        if (configuration.has("router")) {
            configuration.required("router", RouterConfig.class).haproxy().stream()
                    .filter(entry -> !clusters.containsKey(entry.cluster()))
                    .forEach(entry -> broken.add("router: haproxy " + entry.backend() + " names the cluster "
                            + entry.cluster() + "; there are " + clusters.keySet()));
            Set<String> services = configuration.services().keySet();
            for (RouterConfig.Listener listener :
                    configuration.required("router", RouterConfig.class).listeners()) {
                String where = "router: listener " + listener.name();
                String cluster = listener.cluster();
                String service = listener.service();
                if (cluster != null && !clusters.containsKey(cluster)) {
                    broken.add(where + " names the cluster " + cluster + "; there are " + clusters.keySet());
                }
                if (service != null && !services.contains(service)) {
                    broken.add(where + " names the service " + service + "; there are " + services);
                } else if (service != null) {
                    Set<String> members =
                            configuration.service(service).members().keySet();
                    listener.balance().members().keySet().stream()
                            .filter(member -> !members.contains(member))
                            .forEach(member ->
                                    broken.add(where + " balances " + member + "; " + service + " has " + members));
                }
            }
        }
        if (configuration.has("recovery")) {
            String cluster =
                    configuration.required("recovery", RecoveryConfig.class).cluster();
            if (!clusters.containsKey(cluster)) {
                broken.add("recovery.cluster names " + cluster + "; there are " + clusters.keySet());
            }
        }
        if (configuration.has("agent")) {
            agent(configuration.required("agent", AgentConfig.class), clusters, broken);
        }
        if (configuration.has("journal")) {
            own(
                    "journal",
                    configuration.required("journal", JournalConfig.class).cluster(),
                    clusters,
                    broken);
        }
        return broken;
    }

    private static void agent(AgentConfig agent, Map<String, ClusterConfig> clusters, List<String> broken) {
        own("agent", agent.cluster(), clusters, broken)
                .filter(own -> !own.getValue().nodes().containsKey(agent.node()))
                .ifPresent(own -> broken.add("agent.node names " + agent.node() + "; the cluster " + own.getKey()
                        + " has " + own.getValue().nodes().keySet()));
    }

    /** The cluster that a section means, by its name; empty where there is none such, which is told. */
    private static Optional<Map.Entry<String, ClusterConfig>> own(
            String section, @Nullable String named, Map<String, ClusterConfig> clusters, List<String> broken) {
        if (named == null && clusters.size() != 1) {
            broken.add(section + ".cluster is missing, and there are " + clusters.size() + " clusters");
            return Optional.empty();
        }
        String name = named == null ? clusters.keySet().iterator().next() : named;
        ClusterConfig cluster = clusters.get(name);
        if (cluster == null) {
            broken.add(section + ".cluster names " + name + "; there are " + clusters.keySet());
            return Optional.empty();
        }
        return Optional.of(Map.entry(name, cluster));
    }
}
