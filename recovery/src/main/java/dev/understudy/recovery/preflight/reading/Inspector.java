package dev.understudy.recovery.preflight.reading;

import dev.understudy.engine.Acknowledgers;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.Topics;
import dev.understudy.recovery.connector.ConnectFailure;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorDefinition;
import dev.understudy.recovery.connector.ConnectorHandOver.Source;
import dev.understudy.recovery.preflight.facts.Cluster;
import dev.understudy.recovery.preflight.facts.ConnectorFacts;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.Facts.Unread;
import dev.understudy.recovery.preflight.facts.LogFacts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import dev.understudy.recovery.preflight.reading.NodeReader.Answer;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;

/**
 * Asks all that there is of a cluster. The writer comes last: what is seen to be wrong before it answered was wrong while it lived,
 * and not because it had died.
 */
public final class Inspector {

    /** How long one question to Connect may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Longer than between two of a keeper's requests. */
    private static final Duration AGAIN = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final ClusterConfig config;
    private final Map<String, Object> kafka;
    private final ConnectRest connect;
    private final NodeReader reader;

    /**
     * @param kafka a client's properties
     * @param connect the worker that has the connector; its patience is the pre-flight's
     */
    public Inspector(String name, ClusterConfig config, Map<String, Object> kafka, ConnectRest connect) {
        this.cluster = cluster(name, config);
        this.config = config;
        this.kafka = Map.copyOf(kafka);
        this.connect = connect;
        this.reader = new NodeReader(
                cluster.engine(), cluster.name(), config.accounts().recovery());
    }

    /** What the configuration says. */
    public static Cluster cluster(String name, ClusterConfig config) {
        Map<String, Address> addresses = new LinkedHashMap<>();
        config.nodes().forEach((node, each) -> addresses.put(node, each.address()));
        ClusterConfig.Accounts accounts = config.accounts();
        return new Cluster(
                name,
                dev.understudy.engine.Engine.named(config.engine()),
                config.durability() == ClusterConfig.Durability.ZERO_LOSS,
                addresses,
                Map.of(
                        AccountRole.RECOVERY, accounts.recovery().user(),
                        AccountRole.AGENT, accounts.agent().user(),
                        AccountRole.FENCE, accounts.fence().user(),
                        AccountRole.CONNECTOR, accounts.connector().user()));
    }

    /**
     * @param writer which node is the writer; empty to take the one that is not read-only, or the one that is configured
     */
    public Facts look(Optional<String> writer) throws InterruptedException {
        List<Unread> unread = new ArrayList<>();
        Optional<LogFacts> topics = topics(unread);
        Map<String, Answer> answers = new LinkedHashMap<>();
        String first = writer.orElse(config.primary());
        List<String> order = new ArrayList<>(cluster.nodes());
        order.remove(first);
        order.add(first);
        // Before the writer, see above; whom it should read is known only afterwards.
        Optional<ConnectorFacts> connector = writer.flatMap(node -> connector(node, unread));
        order.forEach(node -> answer(node, unread).ifPresent(answer -> answers.put(node, answer)));
        String primary = writer.orElseGet(() -> onlyWritable(answers).orElse(config.primary()));
        Optional<Acknowledgers> acknowledgers = cluster.zeroLoss() && answers.containsKey(primary) && topics.isPresent()
                ? acknowledgers(primary, topics.get(), unread)
                : Optional.empty();
        return new Facts(
                cluster,
                primary,
                nodes(answers, primary),
                topics,
                writer.isPresent() ? connector : connector(primary, unread),
                acknowledgers,
                unread);
    }

    /** A keeper that has just connected says so with its next request for a lease: a stranger is looked at twice. */
    private Optional<Acknowledgers> acknowledgers(String node, LogFacts log, List<Unread> unread)
            throws InterruptedException {
        try {
            Address address = config.node(node).address();
            Acknowledgers found = reader.acknowledgers(address, keepers(log));
            if (!found.others().isEmpty()) {
                Thread.sleep(AGAIN.toMillis());
                found = reader.acknowledgers(address, keepers(log));
            }
            return Optional.of(found);
        } catch (SQLException e) {
            unread.add(new Unread(node, firstLine(e)));
        } catch (KafkaException e) {
            unread.add(new Unread(Facts.KAFKA, firstLine(e)));
        }
        return Optional.empty();
    }

    private Set<Long> keepers(LogFacts log) {
        return log.topics().containsKey(Topics.LEASES) ? KeeperReader.connections(kafka, cluster.name()) : Set.of();
    }

    private Map<String, NodeFacts> nodes(Map<String, Answer> answers, String primary) {
        Map<String, NodeFacts> nodes = new LinkedHashMap<>();
        Answer writer = answers.get(primary);
        TransactionSet known = writer == null ? cluster.engine().transactions("") : writer.executed();
        for (String node : cluster.nodes()) {
            Answer answer = answers.get(node);
            if (answer != null) {
                nodes.put(
                        node,
                        answer.facts()
                                .without(own -> cluster.engine()
                                        .transactions(own)
                                        .minus(known)
                                        .text()));
            }
        }
        return nodes;
    }

    private static Optional<String> onlyWritable(Map<String, Answer> answers) {
        List<String> writable = answers.entrySet().stream()
                .filter(each -> !each.getValue().facts().on("read_only"))
                .map(Map.Entry::getKey)
                .toList();
        return writable.size() == 1 ? Optional.of(writable.get(0)) : Optional.empty();
    }

    private Optional<Answer> answer(String node, List<Unread> unread) {
        try {
            return Optional.of(reader.read(node, config.node(node).address()));
        } catch (SQLException e) {
            unread.add(new Unread(node, firstLine(e)));
            return Optional.empty();
        }
    }

    private Optional<LogFacts> topics(List<Unread> unread) throws InterruptedException {
        try {
            return Optional.of(TopicReader.read(kafka, cluster.name()));
        } catch (ExecutionException e) {
            unread.add(new Unread(Facts.KAFKA, firstLine(e.getCause() == null ? e : e.getCause())));
        } catch (KafkaException e) {
            unread.add(new Unread(Facts.KAFKA, firstLine(e)));
        }
        return Optional.empty();
    }

    private Optional<ConnectorFacts> connector(String primary, List<Unread> unread) {
        Account account = config.accounts().connector();
        ConnectorDefinition definition = new ConnectorDefinition(
                cluster.name(), new Source(config.engine(), account.user(), account.password(), kafka));
        try {
            return Optional.of(ConnectorReader.read(
                    connect, cluster.name(), definition, config.node(primary).address()));
        } catch (ConnectFailure e) {
            unread.add(new Unread(Facts.CONNECT, firstLine(e)));
            return Optional.empty();
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
