package dev.understudy.recovery.preflight.reading;

import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorDefinition;
import dev.understudy.recovery.connector.ConnectorState;
import dev.understudy.recovery.preflight.facts.ConnectorFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Connect for the cluster's newest connector, and what it would say to the one that we would create. */
final class ConnectorReader {

    private ConnectorReader() {}

    /**
     * @param definition what we would give the connector
     * @param primary the writer's address
     * @throws dev.understudy.recovery.connector.ConnectFailure where Connect does not answer or refuses
     */
    static ConnectorFacts read(ConnectRest connect, String cluster, ConnectorDefinition definition, Address primary) {
        Pattern ours = Pattern.compile(Pattern.quote(cluster) + "-e(\\d+)");
        Optional<Epoch> newest = connect.names().stream()
                .map(ours::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Epoch.of(Long.parseLong(matcher.group(1))))
                .max(Comparator.naturalOrder());
        return new ConnectorFacts(
                connect.plugins(),
                definition.config(Epoch.of(1), primary).getOrDefault("connector.class", ""),
                newest.flatMap(epoch -> live(connect, cluster + "-e" + epoch, definition.config(epoch, primary))));
    }

    private static Optional<ConnectorFacts.Live> live(ConnectRest connect, String name, Map<String, String> wanted) {
        Map<String, String> named = new HashMap<>(wanted);
        named.put("name", name);
        return connect.state(name)
                .map(state -> new ConnectorFacts.Live(
                        name, states(state), state.trace(), connect.config(name), wanted, connect.refusals(named)));
    }

    private static List<String> states(ConnectorState state) {
        List<String> states = new ArrayList<>();
        states.add(state.state());
        states.addAll(state.tasks());
        return states;
    }
}
