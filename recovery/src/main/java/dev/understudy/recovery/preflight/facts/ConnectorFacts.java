package dev.understudy.recovery.preflight.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connect's side.
 *
 * @param plugins the classes of the connectors that the worker can run
 * @param plugin the one that we need
 * @param live the cluster's newest connector; empty where there is none
 */
public record ConnectorFacts(Set<String> plugins, String plugin, Optional<Live> live) {

    /**
     * A connector that exists.
     *
     * @param name its name
     * @param state its own state, and its tasks'
     * @param trouble the first line of what ended it; empty while nothing did
     * @param config its configuration as Connect has it
     * @param wanted what we would give it
     * @param refusals what the worker says against that, by key
     */
    public record Live(
            String name,
            List<String> state,
            String trouble,
            Map<String, String> config,
            Map<String, String> wanted,
            Map<String, String> refusals) {
        public Live {
            state = List.copyOf(state);
            config = Map.copyOf(config);
            wanted = Map.copyOf(wanted);
            refusals = Map.copyOf(refusals);
        }

        /** Configurations hold passwords. */
        @Override
        public String toString() {
            return name + " " + state;
        }
    }

    public ConnectorFacts {
        plugins = Set.copyOf(plugins);
    }
}
