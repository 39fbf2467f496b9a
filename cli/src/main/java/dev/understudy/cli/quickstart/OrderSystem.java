package dev.understudy.cli.quickstart;

import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.events.Address;
import dev.understudy.events.TopicPolicy;
import dev.understudy.orders.schema.ShopSchema;
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
import java.sql.Statement;
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
    private static final List<String> NODES = List.of(PRIMARY, STANDBY);
    private static final List<String> INSTANCES = List.of("order-1", "order-2");

    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(120);

    private final Stage stage;
    private final Engine engine;
    private final Layout layout;
    private final KafkaBroker kafka;
    private final ConnectWorker connect;
    private final Map<String, DatabaseServer> databases;
    private final Map<String, ServiceChild> services = new LinkedHashMap<>();

    private OrderSystem(
            Stage stage,
            Layout layout,
            KafkaBroker kafka,
            ConnectWorker connect,
            Map<String, DatabaseServer> databases) {
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
        progress.accept("starting Kafka, and making two " + binaries.engine() + " servers");
        CompletableFuture<KafkaBroker> broker = CompletableFuture.supplyAsync(() -> KafkaBroker.start(stage));
        Map<String, DatabaseServer> databases = new LinkedHashMap<>();
        List<CompletableFuture<DatabaseServer>> made = new ArrayList<>();
        for (int i = 0; i < NODES.size(); i++) {
            DatabaseServer.Options options =
                    new DatabaseServer.Options(NODES.get(i), binaries, i + 1, stage.freePort());
            made.add(CompletableFuture.supplyAsync(() -> started(stage, options)));
        }
        KafkaBroker kafka = join(broker);
        progress.accept("starting Connect with Debezium");
        ConnectWorker connect = ConnectWorker.create(stage, kafka.bootstrap(), binaries.engine());
        connect.startWithoutWaiting();
        made.forEach(future -> databases.put(join(future).name(), join(future)));
        OrderSystem system =
                new OrderSystem(stage, layout(stage, kafka, connect, databases), kafka, connect, databases);
        system.prepare();
        progress.accept("starting the agents, detector, recovery, router and order service");
        system.startServices();
        connect.awaitReady();
        system.services.values().forEach(StagedServer::awaitReady);
        stage.folder().note("engine", binaries.engine());
        stage.folder().note("configuration", system.configuration("recovery").toString());
        stage.folder().note("orders", "http://127.0.0.1:" + system.layout.ordersPort());
        stage.folder().note("bootstrap", kafka.bootstrap());
        return system;
    }

    public Engine engine() {
        return engine;
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
        return part(databases, node);
    }

    /** One of our services: {@code agent-orders-a}, {@code detector}, {@code recovery}, {@code router}, {@code order-1} ... */
    public ServiceChild service(String name) {
        return part(services, name);
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

    private static DatabaseServer started(Stage stage, DatabaseServer.Options options) {
        DatabaseServer server = DatabaseServer.initialise(stage, options);
        server.start();
        return server;
    }

    private static Layout layout(
            Stage stage, KafkaBroker kafka, ConnectWorker connect, Map<String, DatabaseServer> databases) {
        Map<String, Layout.Node> nodes = new LinkedHashMap<>();
        databases.forEach((name, server) -> nodes.put(
                name,
                new Layout.Node(new Address("127.0.0.1", server.port()), new Address("127.0.0.1", stage.freePort()))));
        Map<String, Address> instances = new LinkedHashMap<>();
        INSTANCES.forEach(name -> instances.put(name, new Address("127.0.0.1", stage.freePort())));
        return new Layout(
                part(databases, PRIMARY).engine(),
                PRIMARY,
                Address.parse(kafka.bootstrap()).port(),
                Address.parse(connect.url().substring("http://".length())).port(),
                nodes,
                instances,
                stage.freePort(),
                stage.freePort(),
                stage.freePort());
    }

    /** Topics, accounts on both servers, the shop's tables on the primary. */
    private void prepare() {
        List<TopicPolicy> topics = new ArrayList<>(TopicPolicy.shared());
        topics.addAll(TopicPolicy.of(Layout.CLUSTER));
        KafkaSetup.ensureTopics(kafkaConfig(), topics);
        Secrets.draw(folder());
        try {
            for (DatabaseServer server : databases.values()) {
                createAccounts(server);
            }
            try (Connection connection = database(PRIMARY).connect()) {
                engine.setReadOnly(connection, false);
                execute(connection, ShopSchema.statements());
                engine.setReadOnly(connection, true);
            }
        } catch (SQLException e) {
            throw new StageException("cannot prepare the databases: " + e.getMessage(), e);
        }
    }

    /** With the binlog suppressed: each server has accounts of its own, and its history begins with the shop. */
    private void createAccounts(DatabaseServer server) throws SQLException {
        try (Connection connection = server.connect()) {
            engine.setReadOnly(connection, false);
            engine.suppressBinlog(connection);
            for (String account : Secrets.ACCOUNTS) {
                AccountRole role = AccountRole.valueOf(account.toUpperCase(java.util.Locale.ROOT));
                execute(connection, engine.createAccount(role, Secrets.user(account), Secrets.read(folder(), account)));
            }
            engine.setReadOnly(connection, true);
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void startServices() {
        ConfigurationFiles files = new ConfigurationFiles(stage.folder(), layout);
        databases.forEach((node, server) -> {
            int http = part(layout.nodes(), node).agent().port();
            service(
                    "agent-" + node,
                    "agent",
                    files.agent(node, http, server.data(), server.pidFile()),
                    List.of(),
                    http);
        });
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
                        files.router(router),
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
