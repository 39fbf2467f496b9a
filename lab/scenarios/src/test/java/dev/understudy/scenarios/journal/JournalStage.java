package dev.understudy.scenarios.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.journal.JournalReader;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.journal.UnreadableJournal;
import dev.understudy.recovery.owner.OwnerLog;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.reading.Inspector;
import dev.understudy.recovery.preflight.rules.Judgement;
import dev.understudy.runtime.config.Account;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.config.NodeConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.KafkaBroker;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, a primary whose commits wait, and two keepers that are not started yet; the test writes what recovery would. */
final class JournalStage implements AutoCloseable {

    static final String CLUSTER = "orders";
    static final String NODE = "orders-a";

    /** Far below what a single event of these tests holds. */
    private static final int TOPIC_LIMIT = 300_000;

    private static final int PART_BYTES = 200_000;
    static final String ACCOUNT = "keeper";
    static final String PASSWORD = "keeper";

    final Stage stage;
    final ServerBinaries binaries;
    final DatabaseServer primary;
    final KafkaBroker kafka;
    final ServiceChild keeperA;
    final ServiceChild keeperB;
    private final Engine engine;

    JournalStage(Path folder, ServerBinaries binaries) throws Exception {
        stage = Stage.open(RunFolder.create(folder));
        this.binaries = binaries;
        engine = Engine.named(binaries.engine());
        primary = DatabaseServer.initialise(
                stage,
                new DatabaseServer.Options(
                        NODE, binaries, 1, stage.freePort(), engine.semiSync().serverOptions()));
        primary.startWithoutWaiting();
        kafka = KafkaBroker.start(stage);
        createTopics();
        primary.awaitReady();
        try (Connection connection = primary.connect()) {
            engine.setReadOnly(connection, false);
            engine.suppressBinlog(connection);
            try (Statement statement = connection.createStatement()) {
                for (String sql : engine.createAccount(Engine.AccountRole.CONNECTOR, "keeper", PASSWORD)) {
                    statement.execute(sql);
                }
            }
        }
        keeperA = keeper("keeper-a", 8001);
        keeperB = keeper("keeper-b", 8002);
    }

    Engine engine() {
        return engine;
    }

    private void createTopics() {
        List<TopicPolicy> topics = new ArrayList<>(TopicPolicy.shared());
        Map<String, String> journal = new HashMap<>();
        TopicPolicy.of(CLUSTER).stream()
                .filter(policy -> policy.name().equals(Topics.journal(CLUSTER)))
                .forEach(policy -> journal.putAll(policy.config()));
        journal.put("max.message.bytes", Integer.toString(TOPIC_LIMIT));
        topics.add(new TopicPolicy(Topics.journal(CLUSTER), 1, journal));
        KafkaSetup.ensureTopics(new KafkaConfig(kafka.bootstrap(), 1, Map.of()), topics);
    }

    private ServiceChild keeper(String name, int serverId) throws IOException {
        int port = stage.freePort();
        Path password = Files.writeString(stage.folder().etc(name + ".password"), PASSWORD);
        String account = "{user: keeper, passwordFile: \"" + password.toAbsolutePath() + "\"}";
        Path config = Files.writeString(stage.folder().etc(name + ".yaml"), """
                kafka: {bootstrap: "%s"}
                clusters:
                  %s:
                    engine: %s
                    durability: zero-loss
                    primary: %s
                    connect: http://127.0.0.1:1
                    nodes: {%s: {address: "127.0.0.1:%d"}}
                    accounts: {recovery: %s, agent: %s, fence: %s, connector: %s}
                journal: {name: %s, serverId: %d, partBytes: %d, lease: 2s, heartbeat: 500ms, http: {port: %d}}
                """.formatted(
                        kafka.bootstrap(),
                        CLUSTER,
                        engine.name(),
                        NODE,
                        NODE,
                        primary.port(),
                        account,
                        account,
                        account,
                        account,
                        name,
                        serverId,
                        PART_BYTES,
                        port));
        return new ServiceChild(stage, new ServiceChild.Options(name, "journal", config, List.of(), port));
    }

    /** Publishes that the one server is the writer of an epoch. */
    void reigns(long epoch) throws Exception {
        Route route = new Route(
                CLUSTER,
                Epoch.of(epoch),
                Route.State.SERVING,
                NODE,
                List.of(),
                Map.of(NODE, new Address("127.0.0.1", primary.port())),
                "test",
                0,
                "");
        write(Topics.ROUTES, CLUSTER, RecordCodec.ROUTES.encode(route));
    }

    /** The cluster's owner, as recovery is. */
    OwnerLog owner() {
        return new OwnerLog(client(), CLUSTER, "test");
    }

    /** What the server has committed. */
    TransactionSet executed() throws SQLException {
        try (Connection connection = primary.connect()) {
            return engine.executed(connection);
        }
    }

    /** What stands before the seal of an epoch, beyond a set. */
    Journals.Sealed sealed(Epoch epoch, TransactionSet after) throws UnreadableJournal {
        return sealed(epoch, after, Duration.ofSeconds(20));
    }

    Journals.Sealed sealed(Epoch epoch, TransactionSet after, Duration patience) throws UnreadableJournal {
        try (JournalReader reader = new JournalReader(client(), CLUSTER)) {
            return reader.read(epoch, after, patience);
        }
    }

    private void write(String topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value))
                    .get();
        }
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrap());
    }

    /** How many commits the server says are waiting for an acknowledgement. */
    int waiting() {
        return status(
                engine.name().equals("mysql")
                        ? "Rpl_semi_sync_source_wait_sessions"
                        : "Rpl_semi_sync_master_wait_sessions");
    }

    private int status(String name) {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            if (!row.next()) {
                throw new AssertionError("the server has no " + name);
            }
            return row.getInt(2);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** What the first keeper says of its readiness. */
    String health() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(keeperA.url() + "/health/ready"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the pre-flight finds of zero-loss mode, by name. */
    List<String> preflight() throws Exception {
        Account root =
                new Account(DatabaseServer.ROOT, primary.rootPasswordFile().toString(), null);
        ClusterConfig cluster = new ClusterConfig(
                engine.name(),
                NODE,
                ClusterConfig.Failover.SHADOW,
                ClusterConfig.Durability.ZERO_LOSS,
                "http://127.0.0.1:1",
                Map.of(NODE, new NodeConfig(new Address("127.0.0.1", primary.port()), null, null, null)),
                new ClusterConfig.Accounts(root, root, root, new Account("keeper", null, null)));
        Facts facts = new Inspector(
                        CLUSTER, cluster, client(), new ConnectRest(cluster.connect(), Duration.ofMillis(100)))
                .look(Optional.of(NODE));
        return Judgement.of(facts, Set.of()).findings().stream()
                .map(finding -> finding.hazard().id())
                .filter(name -> name.startsWith("semi-sync") || name.contains("acknowledge"))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        stage.close();
    }
}
