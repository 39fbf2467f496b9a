package dev.understudy.cli;

import dev.understudy.agent.AgentConfig;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.router.RouterConfig;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return broken;
    }

    private static void agent(AgentConfig agent, Map<String, ClusterConfig> clusters, List<String> broken) {
        String name = agent.cluster();
        if (name == null && clusters.size() != 1) {
            broken.add("agent.cluster is missing, and there are " + clusters.size() + " clusters");
            return;
        }
        String own = name == null ? clusters.keySet().iterator().next() : name;
        ClusterConfig cluster = clusters.get(own);
        if (cluster == null) {
            broken.add("agent.cluster names " + own + "; there are " + clusters.keySet());
        } else if (!cluster.nodes().containsKey(agent.node())) {
            broken.add("agent.node names " + agent.node() + "; the cluster " + own + " has "
                    + cluster.nodes().keySet());
        }
    }
}
