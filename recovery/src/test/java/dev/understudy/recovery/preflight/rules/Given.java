package dev.understudy.recovery.preflight.rules;

import dev.understudy.engine.Acknowledgers;
import dev.understudy.engine.Acknowledgers.Acknowledges;
import dev.understudy.engine.Acknowledgers.Reader;
import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.engine.Inspection;
import dev.understudy.events.Address;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.connector.ConnectorDefinition;
import dev.understudy.recovery.connector.ConnectorHandOver.Source;
import dev.understudy.recovery.preflight.facts.AccountFacts;
import dev.understudy.recovery.preflight.facts.Cluster;
import dev.understudy.recovery.preflight.facts.ConnectorFacts;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.facts.LogFacts;
import dev.understudy.recovery.preflight.facts.NodeFacts;
import dev.understudy.recovery.preflight.facts.NodeFacts.StartedReadOnly;
import dev.understudy.recovery.preflight.facts.SchemaFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A cluster of orders-a, which writes, and orders-b, against which nothing stands; and one thing about it that is changed. */
public final class Given {

    private static final long KEEPER = 5;
    private static final Address WRITER = new Address("a", 3306);

    private final Engine engine;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, LogFacts.Topic> topics = new HashMap<>();
    private final Map<String, String> config;
    private final Map<String, String> wanted;
    private final Map<String, String> refusals = new HashMap<>();
    private List<String> state = List.of("RUNNING", "RUNNING");
    private Set<String> plugins;
    private boolean connected = true;
    private int brokers = 1;
    private boolean zeroLoss;
    private final List<Reader> readers = new ArrayList<>();

    private static final class Node {
        private final Map<String, String> variables = new HashMap<>();
        private final List<AccountFacts> accounts = new ArrayList<>();
        private SchemaFacts schema = SchemaFacts.EMPTY;
        private StartedReadOnly started = StartedReadOnly.UNTOLD;
        private String logged = "";
        private List<String> replicates = List.of();
        private int prepared;
        private final Set<String> byHand = new java.util.HashSet<>();
        private String own = "";
    }

    private Given(String name) {
        engine = Engine.named(name);
        node("orders-a", "1", "OFF");
        node("orders-b", "2", "ON");
        Stream.concat(TopicPolicy.shared().stream(), TopicPolicy.of("orders").stream())
                .forEach(policy -> topics.put(policy.name(), new LogFacts.Topic(1, 1, policy.config())));
        wanted = new ConnectorDefinition(
                        "orders",
                        new Source(name, "understudy_connector", "secret", Map.of("bootstrap.servers", "k:1")))
                .config(dev.understudy.events.Epoch.of(1), WRITER);
        config = new HashMap<>(wanted);
        plugins = Set.of(String.valueOf(wanted.get("connector.class")));
    }

    public static Given mysql() {
        return new Given("mysql");
    }

    public static Given mariadb() {
        return new Given("mariadb");
    }

    static Given of(String engine) {
        return new Given(engine);
    }

    private void node(String name, String id, String readOnly) {
        Node node = new Node();
        boolean mysql = engine.name().equals("mysql");
        node.variables.putAll(Map.of(
                "log_bin", "ON",
                "binlog_format", "ROW",
                "binlog_row_image", "FULL",
                "binlog_row_metadata", "FULL",
                "sync_binlog", "1",
                "innodb_flush_log_at_trx_commit", "1",
                "read_only", readOnly,
                "server_id", id,
                "event_scheduler", "OFF",
                "version", mysql ? "9.7.4" : "11.4.5-MariaDB-log"));
        node.variables.putAll(
                mysql
                        ? Map.of(
                                "gtid_mode", "ON",
                                "enforce_gtid_consistency", "ON",
                                "binlog_row_value_options", "",
                                "server_uuid", "uuid-" + id)
                        : Map.of("gtid_strict_mode", "ON", "log_bin_compress", "OFF", "gtid_domain_id", "0"));
        node.variables.putAll(Map.of(
                "time_zone", "SYSTEM",
                "system_time_zone", "UTC",
                "max_allowed_packet", "67108864",
                "lower_case_table_names", "0",
                "character_set_server", "utf8mb4",
                "sql_mode", "STRICT_TRANS_TABLES"));
        for (AccountRole role :
                List.of(AccountRole.RECOVERY, AccountRole.AGENT, AccountRole.FENCE, AccountRole.CONNECTOR)) {
            node.accounts.add(new AccountFacts(user(role), "%", false, Inspection.granted(engine, role)));
        }
        node.accounts.add(
                new AccountFacts("root", "localhost", false, engine.inspection().everything()));
        node.accounts.add(
                new AccountFacts("mysql.session", "%", true, engine.inspection().everything()));
        nodes.put(name, node);
    }

    private static String user(AccountRole role) {
        return "understudy_" + role.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Node node(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException(name);
        }
        return node;
    }

    public Given variable(String node, String name, String value) {
        node(node).variables.put(name, value);
        return this;
    }

    /** A cluster whose commits wait, and do. */
    public Given zeroLoss() {
        zeroLoss = true;
        readers.add(new Reader(KEEPER, "understudy_connector@k", Acknowledges.YES));
        for (Node node : nodes.values()) {
            node.variables.putAll(engine.semiSync().settings());
            node.variables.put(engine.semiSync().waitsStatus(), "ON");
            node.variables.put(engine.semiSync().unacknowledgedStatus(), "0");
        }
        return this;
    }

    /** A session that acknowledges beside the keeper, whose connection is number 5. */
    public Given acknowledges(long connection, String who) {
        readers.add(new Reader(connection, who, Acknowledges.YES));
        return this;
    }

    public Given byHand(String node, String variable) {
        node(node).byHand.add(variable);
        return this;
    }

    Given account(String node, String user, String host, String... rights) {
        node(node).accounts.add(new AccountFacts(user, host, false, Set.of(rights)));
        return this;
    }

    Given without(String node, String user) {
        node(node).accounts.removeIf(account -> account.user().equals(user));
        return this;
    }

    Given holds(String node, SchemaFacts schema) {
        node(node).schema = schema;
        return this;
    }

    Given started(String node, StartedReadOnly started) {
        node(node).started = started;
        return this;
    }

    Given logs(String node, String filter) {
        node(node).logged = filter;
        return this;
    }

    Given replicates(String node, String from) {
        node(node).replicates = List.of(from);
        return this;
    }

    Given prepared(int count) {
        node("orders-a").prepared = count;
        return this;
    }

    public Given wrote(String node, String transactions) {
        node(node).own = transactions;
        return this;
    }

    Given topic(String name, int partitions, int copies, String... pairs) {
        Map<String, String> changed = new HashMap<>(
                topics.getOrDefault(name, new LogFacts.Topic(1, 1, Map.of())).config());
        for (int i = 0; i < pairs.length; i += 2) {
            changed.put(pairs[i], pairs[i + 1]);
        }
        topics.put(name, new LogFacts.Topic(partitions, copies, changed));
        return this;
    }

    Given changelog(String key, String value) {
        return topic(Topics.changelog("orders"), 1, 1, key, value);
    }

    Given noTopic(String name) {
        topics.remove(name);
        return this;
    }

    Given brokers(int count) {
        brokers = count;
        return this;
    }

    public Given connector(String key, String value) {
        config.put(key, value);
        return this;
    }

    Given connectorWithout(String key) {
        config.remove(key);
        return this;
    }

    Given connectorIs(String... states) {
        state = List.of(states);
        return this;
    }

    Given noConnector() {
        connected = false;
        return this;
    }

    Given refused(String key, String why) {
        refusals.put(key, why);
        return this;
    }

    Given noPlugin() {
        plugins = Set.of();
        return this;
    }

    public Facts facts() {
        Map<String, NodeFacts> read = new LinkedHashMap<>();
        nodes.forEach((name, node) -> read.put(
                name,
                new NodeFacts(
                        name,
                        node.variables,
                        node.byHand,
                        node.started,
                        node.logged,
                        node.replicates,
                        node.accounts,
                        node.schema,
                        node.prepared,
                        node.own)));
        ConnectorFacts.Live live =
                new ConnectorFacts.Live("orders-e1", state, "Error processing row", config, wanted, refusals);
        return new Facts(
                cluster(),
                "orders-a",
                read,
                Optional.of(new LogFacts(brokers, topics, 100)),
                Optional.of(new ConnectorFacts(
                        plugins,
                        String.valueOf(wanted.get("connector.class")),
                        connected ? Optional.of(live) : Optional.empty())),
                zeroLoss ? Optional.of(new Acknowledgers(readers.size(), readers, Set.of(KEEPER))) : Optional.empty(),
                List.of());
    }

    public Cluster cluster() {
        Map<String, Address> addresses = new LinkedHashMap<>();
        addresses.put("orders-a", WRITER);
        addresses.put("orders-b", new Address("b", 3306));
        Map<AccountRole, String> accounts = new HashMap<>();
        List.of(AccountRole.RECOVERY, AccountRole.AGENT, AccountRole.FENCE, AccountRole.CONNECTOR)
                .forEach(role -> accounts.put(role, user(role)));
        return new Cluster("orders", engine, zeroLoss, addresses, accounts);
    }

    /** What is found, each as {@code name node}. */
    List<String> found() {
        return Judgement.of(facts(), Set.of()).findings().stream()
                .map(finding -> finding.hazard().id() + (finding.node().isEmpty() ? "" : " " + finding.node()))
                .toList();
    }

    /** What is found, in full. */
    List<String> lines() {
        return Judgement.of(facts(), Set.of()).findings().stream()
                .map(Finding::line)
                .toList();
    }
}
