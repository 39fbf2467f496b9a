package dev.understudy.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A Kafka cluster of one node, broker and controller in one, on the loop-back address. */
public final class KafkaBroker extends StagedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_MESSAGE_BYTES = 192 * 1024 * 1024;

    private final int port;
    private final int controllerPort;
    private final Path data;
    private final Path properties;

    private KafkaBroker(Stage stage) {
        super(stage, "kafka");
        port = stage.freePort();
        controllerPort = stage.freePort();
        data = stage.folder().data("kafka");
        properties = stage.folder().etc("kafka.properties");
    }

    /**
     * Makes a new broker and starts it.
     *
     * @throws StageException where it does not come up
     */
    public static KafkaBroker start(Stage stage) {
        KafkaBroker broker = create(stage);
        broker.start();
        return broker;
    }

    /** Makes a new broker, formatted and not yet started. */
    public static KafkaBroker create(Stage stage) {
        KafkaBroker broker = new KafkaBroker(stage);
        broker.format();
        return broker;
    }

    /** {@code host:port}, for clients. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    private void format() {
        try {
            Files.createDirectories(data);
            Files.write(properties, settings());
        } catch (IOException e) {
            throw new StageException("cannot write " + properties + ": " + e.getMessage(), e);
        }
        ChildProcess tool = stage().startUnlisted(java(
                "kafka-format",
                128,
                "kafka.tools.StorageTool",
                List.of("format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString())));
        if (!tool.awaitEnd(PATIENCE) || tool.exitStatus().orElse(1) != 0) {
            tool.close();
            throw tool.failure("the broker's disk could not be formatted");
        }
    }

    private List<String> settings() {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=BROKER://127.0.0.1:" + port,
                "listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=BROKER",
                "controller.listener.names=CONTROLLER",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "log.dirs=" + data,
                // A topic that appears by itself has the wrong policy: a changelog with many partitions has no order.
                "auto.create.topics.enable=false",
                "message.max.bytes=" + MAX_MESSAGE_BYTES,
                "replica.fetch.max.bytes=" + MAX_MESSAGE_BYTES,
                // A request is a little larger than what it carries.
                "socket.request.max.bytes=" + (MAX_MESSAGE_BYTES + 1024 * 1024),
                "group.initial.rebalance.delay.ms=0",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "transaction.state.log.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "log.cleaner.dedupe.buffer.size=8388608",
                "num.network.threads=2",
                "num.io.threads=4");
    }

    private ChildSpec java(String child, int heapMegabytes, String main, List<String> arguments) {
        return KafkaJava.spec(stage(), child, heapMegabytes, main, arguments);
    }

    @Override
    ChildSpec spec() {
        return java(name(), 512, "kafka.Kafka", List.of(properties.toString()));
    }

    @Override
    String kind() {
        return "broker";
    }

    @Override
    Map<String, Integer> listensOn() {
        return Map.of("kafka", port, "controller", controllerPort);
    }

    @Override
    Path data() {
        return data;
    }

    @Override
    void awaitReady(ChildProcess child) {
        child.awaitReady("accepts connections on port " + port, PATIENCE, () -> Probes.accepts(port));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            child.awaitReady("is a member of its cluster", PATIENCE, () -> hasNodes(admin));
        }
    }

    private static boolean hasNodes(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted while waiting for the broker", e);
        }
    }
}
