package dev.understudy.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A Kafka node, broker and controller in one, on the loop-back address: a cluster by itself, or one of a {@link KafkaCluster}. */
public final class KafkaBroker extends StagedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_MESSAGE_BYTES = 192 * 1024 * 1024;

    private final Seat seat;
    private final List<Seat> cluster;
    private final List<String> jvm;
    private final Path data;
    private final Path properties;

    /**
     * Where a node of a cluster sits.
     *
     * @param name unique in the run
     * @param id unique in the cluster, 1 and up
     */
    record Seat(String name, int id, int port, int controllerPort) {

        /** On ports that nobody has. */
        static Seat free(Stage stage, String name, int id) {
            return new Seat(name, id, stage.freePort(), stage.freePort());
        }

        private String vote() {
            return id + "@127.0.0.1:" + controllerPort;
        }
    }

    private KafkaBroker(Stage stage, Seat seat, List<Seat> cluster, List<String> jvm) {
        super(stage, seat.name());
        this.seat = seat;
        this.cluster = List.copyOf(cluster);
        this.jvm = List.copyOf(jvm);
        data = stage.folder().data(seat.name());
        properties = stage.folder().etc(seat.name() + ".properties");
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
        Seat seat = Seat.free(stage, "kafka", 1);
        return create(stage, seat, List.of(seat), Uuid.randomUuid(), List.of());
    }

    /**
     * Makes one node of a cluster, formatted and not yet started.
     *
     * @param cluster all of its nodes, this one among them
     * @param clusterId the same for all of them
     * @param jvm more flags of the JVM
     */
    static KafkaBroker create(Stage stage, Seat seat, List<Seat> cluster, Uuid clusterId, List<String> jvm) {
        KafkaBroker broker = new KafkaBroker(stage, seat, cluster, jvm);
        broker.format(clusterId);
        return broker;
    }

    /** {@code host:port}, for clients. */
    public String bootstrap() {
        return "127.0.0.1:" + seat.port();
    }

    private void format(Uuid clusterId) {
        try {
            Files.createDirectories(data);
            Files.write(properties, settings());
        } catch (IOException e) {
            throw new StageException("cannot write " + properties + ": " + e.getMessage(), e);
        }
        ChildProcess tool = stage().startUnlisted(KafkaJava.spec(
                stage(),
                name() + "-format",
                128,
                "kafka.tools.StorageTool",
                List.of("format", "-t", clusterId.toString(), "-c", properties.toString()),
                List.of()));
        if (!tool.awaitEnd(PATIENCE) || tool.exitStatus().orElse(1) != 0) {
            tool.close();
            throw tool.failure("the broker's disk could not be formatted");
        }
    }

    private List<String> settings() {
        // What Kafka keeps for itself has as many copies as a cluster of three can give.
        int copies = Math.min(3, cluster.size());
        int inSync = copies < 3 ? 1 : 2;
        return List.of(
                "process.roles=broker,controller",
                "node.id=" + seat.id(),
                "listeners=BROKER://127.0.0.1:" + seat.port() + ",CONTROLLER://127.0.0.1:" + seat.controllerPort(),
                "advertised.listeners=BROKER://127.0.0.1:" + seat.port(),
                "listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=BROKER",
                "controller.listener.names=CONTROLLER",
                "controller.quorum.voters=" + cluster.stream().map(Seat::vote).collect(Collectors.joining(",")),
                "log.dirs=" + data,
                // A topic that appears by itself has the wrong policy: a changelog with many partitions has no order.
                "auto.create.topics.enable=false",
                "message.max.bytes=" + MAX_MESSAGE_BYTES,
                "replica.fetch.max.bytes=" + MAX_MESSAGE_BYTES,
                // What a broker that was killed led has no leader for so long, and it is not let in again before.
                "broker.session.timeout.ms=3000",
                "broker.heartbeat.interval.ms=500",
                // A request is a little larger than what it carries.
                "socket.request.max.bytes=" + (MAX_MESSAGE_BYTES + 1024 * 1024),
                "group.initial.rebalance.delay.ms=0",
                "offsets.topic.replication.factor=" + copies,
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=" + copies,
                "transaction.state.log.min.isr=" + inSync,
                "transaction.state.log.num.partitions=1",
                "share.coordinator.state.topic.replication.factor=" + copies,
                "share.coordinator.state.topic.min.isr=" + inSync,
                "log.cleaner.dedupe.buffer.size=8388608",
                "num.network.threads=2",
                "num.io.threads=4");
    }

    @Override
    ChildSpec spec() {
        return KafkaJava.spec(stage(), name(), 512, "kafka.Kafka", List.of(properties.toString()), jvm);
    }

    @Override
    String kind() {
        return "broker";
    }

    @Override
    Map<String, Integer> listensOn() {
        return Map.of("kafka", seat.port(), "controller", seat.controllerPort());
    }

    @Override
    Path data() {
        return data;
    }

    @Override
    void awaitReady(ChildProcess child) {
        child.awaitReady("accepts connections on port " + seat.port(), PATIENCE, () -> Probes.accepts(seat.port()));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            child.awaitReady("is in a cluster that is complete", PATIENCE, () -> isComplete(admin));
        }
    }

    private boolean isComplete(Admin admin) {
        try {
            return admin.describeCluster().nodes().get().size() == cluster.size();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("interrupted while waiting for the broker", e);
        }
    }
}
