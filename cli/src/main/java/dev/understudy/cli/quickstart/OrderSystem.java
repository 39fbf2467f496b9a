package dev.understudy.cli.quickstart;

import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.events.TopicPolicy;
import dev.understudy.orders.schema.ShopSchema;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.ConnectWorker;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.KafkaBroker;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.ServiceChild;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StageException;
import dev.understudy.stage.StagedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The whole running example as real child processes: broker, Connect, two databases with their agents, detector, recovery,
 * router, and two instances of the order service. Parts are started side by side where they do not need each other.
 *
 * <p>The stage owns the processes; this knows which is which.
 */
public final class OrderSystem {

    public static final String PRIMARY = "orders-a";
    public static final String STANDBY = "orders-b";
    /** The usual name of a third server, which only {@link #start(Stage, ServerBinaries, List, Consumer)} or {@link #addDatabase} makes. */
    public static final String THIRD = "orders-c";

    /** As many as a cluster needs. */
    public static final List<String> NODES = List.of(PRIMARY, STANDBY);

    private static final List<String> KEEPERS = List.of("keeper-1", "keeper-2");
    /** As a replica's, above those of servers. */
    private static final int FIRST_KEEPER_ID = 8001;

    private static final List<String> INSTANCES = List.of("order-1", "order-2");

    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(120);

    private final Stage stage;
    private final Engine engine;
    private final Layout layout;
    private final KafkaBroker kafka;
    private final ConnectWorker connect;
    private final Databases databases;
    private final Map<String, ServiceChild> services = new LinkedHashMap<>();

    private OrderSystem(Stage stage, Layout layout, KafkaBroker kafka, ConnectWorker connect, Databases databases) {
        this.stage = stage;
        this.engine = Engine.named(layout.engine());
        this.layout = layout;
        this.kafka = kafka;
        this.connect = connect;
        this.databases = databases;
    }

    /**
     * Starts everything, and returns when every service says that it is ready.
     *
     * @param binaries the database engine's programs
     * @param progress is told what is being done, one line at a time
     * @throws StageException where a part does not come up; what was started is ended with the stage
     */
    public static OrderSystem start(Stage stage, ServerBinaries binaries, Consumer<String> progress) {
        return start(stage, binaries, NODES, Durability.ASYNCHRONOUS, progress);
    }

    /**
     * As {@link #start(Stage, ServerBinaries, Consumer)}, with these servers and an agent beside each.
     *
     * @param nodes {@link #PRIMARY} first
     * @param durability what a commit waits for: where it is the journal, two keepers run
     */
    public static OrderSystem start(
            Stage stage,
            ServerBinaries binaries,
            List<String> nodes,
            Durability durability,
            Consumer<String> progress) {
        progress.accept("starting Kafka, and making " + nodes.size() + " " + binaries.engine() + " servers");
        CompletableFuture<KafkaBroker> broker = CompletableFuture.supplyAsync(() -> KafkaBroker.start(stage));
        Databases databases = new Databases(stage, binaries, durability);
        CompletableFuture<Void> made = databases.begin(nodes);
        KafkaBroker kafka = join(broker);
        progress.accept("starting Connect with Debezium");
        ConnectWorker connect = ConnectWorker.create(stage, kafka.bootstrap(), binaries.engine());
        connect.startWithoutWaiting();
        join(made);
        OrderSystem system =
                new OrderSystem(stage, layout(stage, kafka, connect, databases, durability), kafka, connect, databases);
        system.prepare();
        progress.accept("starting the agents, detector, recovery, router and order service"
                + (durability == Durability.ZERO_LOSS ? ", and two journal keepers" : ""));
        system.startServices();
        connect.awaitReady();
        system.services.values().forEach(StagedServer::awaitReady);
        stage.folder().note("engine", binaries.engine());
        stage.folder().note("configuration", system.configuration("recovery").toString());
        stage.folder().note("orders", "http://127.0.0.1:" + system.layout.ordersPort());
        stage.folder().note("bootstrap", kafka.bootstrap());
        return system;
    }

    /**
     * Makes and starts one more server, empty and read-only, with Understudy's accounts and an agent of its own configuration
     * beside it. No configuration of the others names it: {@code understudy standby add} makes it one of the cluster's.
     *
     * @param node unique in the run, such as {@link #THIRD}
     */
    public DatabaseServer addDatabase(String node) {
        join(databases.begin(List.of(node)));
        DatabaseServer server = databases.get(node);
        try {
            databases.createAccounts(node, folder());
        } catch (SQLException e) {
            throw new StageException("cannot prepare " + node + ": " + e.getMessage(), e);
        }
        Layout.Node made = node(stage, server);
        startAgent(new ConfigurationFiles(stage.folder(), layout.and(node, made)), node, made);
        service("agent-" + node).awaitReady();
        return server;
    }

    /**
     * Gives a node a new, empty server in the place of one that has vanished, with its agent: the way back is {@code understudy
     * reseed}.
     */
    public DatabaseServer replaceDatabase(String node) {
        DatabaseServer server = databases.again(node);
        try {
            databases.createAccounts(node, folder());
        } catch (SQLException e) {
            throw new StageException("cannot prepare " + node + ": " + e.getMessage(), e);
        }
        ServiceChild agent = service("agent-" + node);
        if (!agent.alive()) {
            agent.start();
        }
        return server;
    }

    public Engine engine() {
        return engine;
    }

    /** The shop's own account at the databases. */
    public String applicationUser() {
        return Secrets.user("application");
    }

    public String applicationPassword() {
        return Secrets.read(folder(), "application");
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public KafkaConfig kafkaConfig() {
        return new KafkaConfig(kafka.bootstrap(), 1, Map.of());
    }

    public ConnectWorker connect() {
        return connect;
    }

    public DatabaseServer database(String node) {
        return databases.get(node);
    }

    /** The database servers by name, in the order in which they were made. */
    public List<String> nodes() {
        return databases.names();
    }

    /** One of our services: {@code agent-orders-a}, {@code detector}, {@code recovery}, {@code router}, {@code order-1} ... */
    public ServiceChild service(String name) {
        return part(services, name);
    }

    /** The journal keepers; none where commits do not wait for the journal. */
    public List<ServiceChild> keepers() {
        return KEEPERS.stream().filter(services::containsKey).map(this::service).toList();
    }

    /** Waits until the recovery service follows the changelog into a node, and then ends every service of ours: servers and log remain. */
    public void onlyServersAndLog(String follower) throws InterruptedException {
        RecoveryClient recovery = RecoveryClient.of(Configuration.read(configuration("recovery"), Map.of()));
        long end = System.nanoTime() + FOLLOWS_WITHIN.toNanos();
        while (!recovery.cluster(Layout.CLUSTER)
                .path("standbys")
                .path(follower)
                .path("state")
                .asText()
                .equals("FOLLOWING")) {
            if (System.nanoTime() > end) {
                throw new StageException(follower + " is not followed into after " + FOLLOWS_WITHIN.toSeconds()
                        + " s: the recovery service's log says why");
            }
            Thread.sleep(100);
        }
        services.values().forEach(ServiceChild::kill);
    }

    /** Where the load goes: the router's HTTP port in front of the order service. */
    public Address orders() {
        return new Address("127.0.0.1", layout.ordersPort());
    }

    public Address writePort() {
        return new Address("127.0.0.1", layout.writePort());
    }

    public Address readPort() {
        return new Address("127.0.0.1", layout.readPort());
    }

    /** The configuration file of a process, by the process's name. */
    public Path configuration(String process) {
        return stage.folder().etc(process + ".yaml");
    }

    public Path folder() {
        return stage.folder().path();
    }

    private static Layout layout(
            Stage stage, KafkaBroker kafka, ConnectWorker connect, Databases databases, Durability durability) {
        Map<String, Layout.Node> nodes = new LinkedHashMap<>();
        databases.names().forEach(name -> nodes.put(name, node(stage, databases.get(name))));
        Map<String, Address> instances = new LinkedHashMap<>();
        INSTANCES.forEach(name -> instances.put(name, new Address("127.0.0.1", stage.freePort())));
        return new Layout(
                databases.engine().name(),
                PRIMARY,
                Address.parse(kafka.bootstrap()).port(),
                Address.parse(connect.url().substring("http://".length())).port(),
                nodes,
                instances,
                stage.freePort(),
                stage.freePort(),
                stage.freePort(),
                durability);
    }

    private static Layout.Node node(Stage stage, DatabaseServer server) {
        return new Layout.Node(new Address("127.0.0.1", server.port()), new Address("127.0.0.1", stage.freePort()));
    }

    /** Topics, accounts on every server, the shop's tables on the primary. */
    private void prepare() {
        List<TopicPolicy> topics = new ArrayList<>(TopicPolicy.shared());
        topics.addAll(TopicPolicy.of(Layout.CLUSTER));
        KafkaSetup.ensureTopics(kafkaConfig(), topics);
        Secrets.draw(folder());
        try {
            for (String node : databases.names()) {
                databases.createAccounts(node, folder());
            }
            try (Connection connection = database(PRIMARY).connect()) {
                engine.setReadOnly(connection, false);
                if (layout.durability() == Durability.ZERO_LOSS) {
                    // No keeper is there yet.
                    Databases.execute(connection, List.of(engine.semiSync().enable(false)));
                }
                Databases.execute(connection, ShopSchema.statements());
                if (layout.durability() == Durability.ZERO_LOSS) {
                    Databases.execute(connection, List.of(engine.semiSync().enable(true)));
                }
                engine.setReadOnly(connection, true);
            }
        } catch (SQLException e) {
            throw new StageException("cannot prepare the databases: " + e.getMessage(), e);
        }
    }

    private void startServices() {
        ConfigurationFiles files = new ConfigurationFiles(stage.folder(), layout);
        layout.nodes().forEach((node, made) -> startAgent(files, node, made));
        if (layout.durability() == Durability.ZERO_LOSS) {
            for (int i = 0; i < KEEPERS.size(); i++) {
                int keeper = stage.freePort();
                String name = KEEPERS.get(i);
                service(name, "journal", files.keeper(name, FIRST_KEEPER_ID + i, keeper), List.of(), keeper);
            }
        }
        int detector = stage.freePort();
        service("detector", "detector", files.detector("detector", detector), List.of(), detector);
        int recovery = stage.freePort();
        service("recovery", "recovery", files.recovery(recovery, Secrets.file(folder(), "token")), List.of(), recovery);
        int router = stage.freePort();
        add(new ServiceChild(
                stage,
                new ServiceChild.Options(
                        "router",
                        "router",
                        files.router(router, Secrets.file(folder(), "token")),
                        List.of(),
                        Map.of(
                                "http", router,
                                "write", layout.writePort(),
                                "read", layout.readPort(),
                                "orders", layout.ordersPort()),
                        List.of())));
        layout.instances()
                .forEach((name, address) -> service(
                        name, "order-service", files.orderService(name), List.of("--instance", name), address.port()));
    }

    private void startAgent(ConfigurationFiles files, String node, Layout.Node made) {
        DatabaseServer server = database(node);
        int http = made.agent().port();
        Path config = files.agent(node, http, server.data(), server.pidFile());
        service("agent-" + node, "agent", config, List.of(), http);
    }

    private void service(String name, String command, Path config, List<String> arguments, int http) {
        add(new ServiceChild(stage, new ServiceChild.Options(name, command, config, arguments, http)));
    }

    private void add(ServiceChild child) {
        services.put(child.name(), child);
        child.startWithoutWaiting();
    }

    private static <T> T part(Map<String, T> parts, String name) {
        T part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("there is no '" + name + "'; there are " + parts.keySet());
        }
        return part;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StageException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
