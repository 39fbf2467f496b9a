package dev.understudy.recovery.preflight.rules;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import dev.understudy.recovery.preflight.facts.NodeFacts.StartedReadOnly;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What servers are to one another: who they are, who writes, who applies. */
final class ServerRules implements Rule {

    @Override
    public Stream<Finding> look(Facts facts) {
        return Stream.of(
                        sameTwice(facts, Hazard.SERVER_ID, "server_id"),
                        sameTwice(facts, Hazard.SERVER_UUID, "server_uuid"),
                        kind(facts),
                        readOnlyAtStart(facts),
                        otherReplication(facts),
                        standbys(facts))
                .flatMap(found -> found);
    }

    private static Stream<Finding> sameTwice(Facts facts, Hazard hazard, String variable) {
        Map<String, List<NodeFacts>> byValue = facts.nodes().values().stream()
                .filter(node -> !node.variable(variable).isEmpty())
                .collect(Collectors.groupingBy(node -> node.variable(variable)));
        return byValue.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(each -> Finding.ofCluster(
                        hazard,
                        variable,
                        "is " + each.getKey() + " on "
                                + each.getValue().stream()
                                        .map(NodeFacts::node)
                                        .sorted()
                                        .collect(Collectors.joining(" and "))));
    }

    private static Stream<Finding> kind(Facts facts) {
        boolean mariadb = facts.cluster().engine().name().equals("mariadb");
        return facts.nodes().values().stream()
                .filter(node -> node.variable("version").contains("MariaDB") != mariadb)
                .map(node -> Finding.of(
                        Hazard.SERVER_KIND,
                        node.node(),
                        "version",
                        "is " + node.variable("version") + ", and engine is "
                                + facts.cluster().engine().name()));
    }

    /** Where the server does not tell, nothing is claimed: recovery changes the value itself when it takes a server over. */
    private static Stream<Finding> readOnlyAtStart(Facts facts) {
        return facts.nodes().values().stream()
                .filter(node -> node.startedReadOnly() == StartedReadOnly.NO)
                .map(node -> Finding.of(
                        Hazard.READ_ONLY_AT_START,
                        node.node(),
                        "read_only",
                        "is not ON in the server's own configuration"));
    }

    private static Stream<Finding> otherReplication(Facts facts) {
        return facts.nodes().values().stream()
                .flatMap(node -> node.replicatesFrom().stream()
                        .map(source ->
                                Finding.of(Hazard.OTHER_REPLICATION, node.node(), "", "is a replica of " + source)));
    }

    private static Stream<Finding> standbys(Facts facts) {
        if (facts.writer().isEmpty()) {
            return Stream.of();
        }
        return facts.standbys().stream().flatMap(standby -> {
            Stream.Builder<Finding> found = Stream.builder();
            if (!standby.on("read_only")) {
                found.add(Finding.of(Hazard.TWO_WRITERS, standby.node(), "read_only", "is OFF on a standby"));
            }
            if (standby.on("event_scheduler") && standby.schema().events() > 0) {
                found.add(Finding.of(
                        Hazard.EVENTS_RUN,
                        standby.node(),
                        "event_scheduler",
                        "is ON, with " + standby.schema().events() + " events"));
            }
            if (!standby.ownTransactions().isEmpty()) {
                found.add(Finding.of(
                        Hazard.ERRANT_TRANSACTIONS,
                        standby.node(),
                        standby.ownTransactions(),
                        "was executed there and not on " + facts.primary()));
            }
            return found.build();
        });
    }
}
