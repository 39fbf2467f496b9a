package dev.understudy.recovery.preflight.rules;

import dev.understudy.events.Address;
import dev.understudy.recovery.preflight.facts.ConnectorFacts;
import dev.understudy.recovery.preflight.facts.ConnectorFacts.Live;
import dev.understudy.recovery.preflight.facts.Facts;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The connector as it is, against the one that we would create. Secrets are compared and never shown. */
final class ConnectorRules implements Rule {

    /** What makes it slower or less patient, and loses nothing. */
    private static final Set<String> TUNING = Set.of(
            "poll.interval.ms",
            "max.batch.size",
            "max.queue.size",
            "max.queue.size.in.bytes",
            "heartbeat.interval.ms",
            "connect.keep.alive.interval.ms",
            "errors.max.retries",
            "database.ssl.mode",
            "producer.override.compression.type",
            "producer.override.linger.ms",
            "producer.override.batch.size",
            "producer.override.max.in.flight.requests.per.connection");

    /** What anybody may add to a connector of ours. */
    private static final Set<String> ADDED = Set.of("name", "database.query.timeout.ms", "database.connectionTimeZone");

    private static final Set<String> WELL = Set.of("RUNNING", "UNASSIGNED", "RESTARTING");

    @Override
    public Stream<Finding> look(Facts facts) {
        return facts.connector().stream()
                .flatMap(connector -> Stream.concat(
                        plugin(connector),
                        connector.live().map(live -> judge(facts, live)).orElseGet(() -> missing(facts))));
    }

    private static Stream<Finding> plugin(ConnectorFacts connector) {
        return connector.plugins().contains(connector.plugin())
                ? Stream.of()
                : Stream.of(Finding.ofCluster(
                        Hazard.CONNECTOR_PLUGIN,
                        "the Connect worker",
                        "has no " + connector.plugin() + ", only " + connector.plugins()));
    }

    /** Before the first start there is nothing to be missed. */
    private static Stream<Finding> missing(Facts facts) {
        return TopicRules.atWork(facts)
                ? Stream.of(Finding.ofCluster(
                        Hazard.CONNECTOR_MISSING, "connector " + facts.cluster().name() + "-e...", "does not exist"))
                : Stream.of();
    }

    private static Stream<Finding> judge(Facts facts, Live live) {
        return Stream.of(state(live), source(facts, live), serverId(facts, live), settings(live), refusals(live))
                .flatMap(found -> found);
    }

    private static Stream<Finding> state(Live live) {
        return live.state().stream()
                .filter(state -> !WELL.contains(state))
                .findFirst()
                .map(state -> found(
                        Hazard.CONNECTOR_STATE,
                        live,
                        "is " + state + (live.trouble().isEmpty() ? "" : ": " + live.trouble())))
                .stream();
    }

    private static Stream<Finding> source(Facts facts, Live live) {
        Address writer = facts.cluster().addresses().get(facts.primary());
        String reads =
                live.config().get("database.hostname") + ":" + live.config().get("database.port");
        return writer == null || reads.equals(writer.host() + ":" + writer.port())
                ? Stream.of()
                : Stream.of(found(
                        Hazard.CONNECTOR_SOURCE,
                        live,
                        "reads " + reads + ", and " + facts.primary() + " is at " + writer));
    }

    private static Stream<Finding> serverId(Facts facts, Live live) {
        String own = live.config().getOrDefault("database.server.id", "");
        return facts.nodes().values().stream()
                .filter(node -> !own.isEmpty() && node.variable("server_id").equals(own))
                .map(node ->
                        found(Hazard.SERVER_ID, live, "has database.server.id " + own + ", the id of " + node.node()));
    }

    private static Stream<Finding> settings(Live live) {
        Map<String, String> keys = new TreeMap<>(live.wanted());
        live.config().forEach(keys::putIfAbsent);
        return keys.keySet().stream()
                .filter(key -> !ADDED.contains(key) && !key.equals("database.hostname") && !key.equals("database.port"))
                .flatMap(key -> setting(live, key).stream());
    }

    private static java.util.Optional<Finding> setting(Live live, String key) {
        String is = live.config().get(key);
        String wanted = live.wanted().get(key);
        if (is == null ? wanted == null : is.equals(wanted)) {
            return java.util.Optional.empty();
        }
        boolean secret = isSecret(key);
        if (secret && is != null && is.startsWith("${")) {
            // A reference that the worker resolves: it stands for a password, and that it works shows in the state.
            return java.util.Optional.empty();
        }
        String wrong = is == null
                ? "lacks " + key + (secret ? "" : "=" + wanted)
                : secret
                        ? "has another " + key + " than is configured"
                        : "has " + key + "=" + is + ", not " + (wanted == null ? "given by us" : wanted);
        return java.util.Optional.of(
                found(TUNING.contains(key) ? Hazard.CONNECTOR_TUNING : Hazard.CONNECTOR_SETTING, live, wrong));
    }

    private static Stream<Finding> refusals(Live live) {
        return new TreeMap<>(live.refusals())
                .entrySet().stream()
                        .map(refusal -> found(
                                Hazard.CONNECTOR_REFUSED,
                                live,
                                "would be refused for " + refusal.getKey()
                                        + (isSecret(refusal.getKey()) ? "" : ": " + refusal.getValue())));
    }

    private static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.contains("password") || lower.contains("secret") || lower.contains("sasl.jaas");
    }

    private static Finding found(Hazard hazard, Live live, String wrong) {
        return Finding.ofCluster(hazard, "connector " + live.name(), wrong);
    }
}
