package dev.understudy.bench.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.bench.ProcessTime;
import dev.understudy.cli.quickstart.OrderSystem;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorState;
import dev.understudy.stage.ConnectWorker;
import dev.understudy.stage.DatabaseServer;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Debezium's JDBC sink, from topics of its own into a server of its own. The server is as relaxed as the native replica's, and
 * the worker's JVM is given all its compilers.
 */
final class JdbcSink implements Subject {

    private static final String NAME = "peer-sink";
    private static final int HEAP_MEGABYTES = 1_536;
    private static final Duration COPIES_WITHIN = Duration.ofSeconds(180);

    private final PeerTopics topics;
    private final ConnectWorker worker;
    private final DatabaseServer server;
    private final ConnectRest connect;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Connection connection;

    private JdbcSink(PeerTopics topics, ConnectWorker worker, DatabaseServer server) throws SQLException {
        this.topics = topics;
        this.worker = worker;
        this.server = server;
        this.connect = new ConnectRest(worker.url(), Duration.ofSeconds(60));
        this.connection = server.connect();
    }

    /**
     * Starts the worker, has the topics filled, makes the primary's tables, and lets the sink wait.
     *
     * @param server writable, without a binlog
     */
    static JdbcSink start(Stage stage, PeerPlugin plugin, OrderSystem system, DatabaseServer server) throws Exception {
        DatabaseServer primary = system.database(OrderSystem.PRIMARY);
        String engine = primary.engine();
        ConnectWorker worker = ConnectWorker.create(
                stage,
                system.kafka().bootstrap(),
                new ConnectWorker.Options(
                        "peer-connect",
                        Map.of(
                                "jdbc",
                                plugin.plugin(),
                                engine,
                                stage.distribution().plugin(engine)),
                        plugin.worker(),
                        HEAP_MEGABYTES,
                        List.of("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC")));
        worker.start();
        JdbcSink sink = new JdbcSink(PeerTopics.start(system, worker), worker, server);
        sink.makeTables(primary);
        sink.connect.create(sink.json());
        return sink;
    }

    private void makeTables(DatabaseServer primary) throws SQLException {
        List<String> statements = new ArrayList<>(List.of("CREATE DATABASE sbtest", "USE sbtest"));
        try (Connection source = primary.connect();
                Statement show = source.createStatement()) {
            for (String table : Backlog.TABLES) {
                try (ResultSet row = show.executeQuery("SHOW CREATE TABLE sbtest." + table)) {
                    row.next();
                    statements.add(row.getString(2));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String json() throws JsonProcessingException {
        String options = "/sbtest?rewriteBatchedStatements=true&allowPublicKeyRetrieval=true&sslMode="
                + (server.engine().equals("mysql") ? "DISABLED" : "disable");
        Map<String, String> config = Map.ofEntries(
                Map.entry("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"),
                Map.entry("tasks.max", "4"),
                Map.entry("topics.regex", PeerTopics.PREFIX + "\\.sbtest\\..*"),
                Map.entry("transforms", "table"),
                Map.entry("transforms.table.type", "org.apache.kafka.connect.transforms.RegexRouter"),
                Map.entry("transforms.table.regex", ".*\\.(.*)"),
                Map.entry("transforms.table.replacement", "$1"),
                Map.entry("connection.url", "jdbc:" + server.engine() + "://127.0.0.1:" + server.port() + options),
                Map.entry("connection.username", DatabaseServer.ROOT),
                Map.entry("connection.password", server.account().getProperty("password")),
                Map.entry("insert.mode", "upsert"),
                Map.entry("delete.enabled", "true"),
                Map.entry("primary.key.mode", "record_key"),
                Map.entry("schema.evolution", "none"),
                Map.entry("use.reduction.buffer", "true"),
                Map.entry("batch.size", "2000"),
                Map.entry("consumer.override.max.poll.records", "2000"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("key.converter.schemas.enable", "true"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter.schemas.enable", "true"));
        return new ObjectMapper().writeValueAsString(Map.of("name", NAME, "initial_state", "PAUSED", "config", config));
    }

    @Override
    public String name() {
        return "jdbc-sink";
    }

    @Override
    public void receive(Backlog backlog) throws Exception {
        topics.await(backlog, COPIES_WITHIN);
    }

    @Override
    public void begin() throws Exception {
        tell("resume");
    }

    @Override
    public void finish(Backlog backlog, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        long looked = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            while (!backlog.shows(statement)) {
                if (System.nanoTime() > end) {
                    throw Subject.late(name(), "did not apply the backlog", patience);
                }
                if (System.nanoTime() - looked > 1_000_000_000L) {
                    looked = System.nanoTime();
                    checkRuns();
                }
                Thread.sleep(10);
            }
        }
    }

    private void checkRuns() {
        ConnectorState state = connect.state(NAME).orElseThrow();
        if (state.tasks().contains("FAILED")) {
            throw new IllegalStateException(name() + " failed: " + state.trace() + "; more in " + worker.log());
        }
    }

    /** Paused, not stopped: it keeps its tasks and what they have compiled. */
    @Override
    public void end() throws Exception {
        tell("pause");
    }

    private void tell(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker.url() + "/connectors/" + NAME + "/" + what))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
    }

    @Override
    public Cpu cpu() throws Exception {
        return new Cpu(ProcessTime.of(server.pid()), ProcessTime.of(worker.pid()));
    }

    /**
     * Looks whether it did the work: as many rows in each table, with the same sums.
     *
     * @throws IllegalStateException where it did not
     */
    void compare(DatabaseServer primary) throws SQLException {
        try (Connection source = primary.connect()) {
            for (String table : Backlog.TABLES) {
                String there = sums(source, table);
                String here = sums(connection, table);
                if (!there.equals(here)) {
                    throw new IllegalStateException(name() + " holds " + here + " in " + table + ", and the primary "
                            + there + ": it has not done the same work");
                }
            }
        }
    }

    private static String sums(Connection connection, String table) throws SQLException {
        String number = table.equals("bulk") ? "n" : "k";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CONCAT(COUNT(*), ' rows, ids of ', SUM(id), ', numbers of ', SUM(" + number
                                + ")) FROM sbtest." + table)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
