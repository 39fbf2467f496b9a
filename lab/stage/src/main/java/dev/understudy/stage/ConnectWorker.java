package dev.understudy.stage;

import dev.understudy.connect.ConnectorTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Connect worker (distributed, alone in its group) with the Debezium connector of one engine. */
public final class ConnectWorker extends StagedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int port;
    private final Path properties;

    private ConnectWorker(Stage stage) {
        super(stage, "connect");
        port = stage.freePort();
        properties = stage.folder().etc("connect.properties");
    }

    /**
     * Starts one.
     *
     * @param bootstrap the broker
     * @param engine {@code mysql} or {@code mariadb}
     * @throws StageException where it does not come up
     */
    public static ConnectWorker start(Stage stage, String bootstrap, String engine) {
        ConnectWorker worker = create(stage, bootstrap, engine);
        worker.start();
        return worker;
    }

    /** Makes one that is not yet started. */
    public static ConnectWorker create(Stage stage, String bootstrap, String engine) {
        ConnectWorker worker = new ConnectWorker(stage);
        worker.configure(bootstrap, engine);
        return worker;
    }

    private void configure(String bootstrap, String engine) {
        Path plugins = stage().folder().data("connect-plugins");
        String text = ConnectorTemplate.worker()
                .fill(Map.of(
                        "bootstrap",
                        bootstrap,
                        "group",
                        "understudy-connect",
                        "restHost",
                        "127.0.0.1",
                        "restPort",
                        Integer.toString(port),
                        "pluginPath",
                        plugins.toString(),
                        "replication",
                        "1"));
        try {
            Files.createDirectories(plugins);
            // A worker takes each folder in its plugin path as one plugin; the other engine's is not worth loading.
            Files.createSymbolicLink(
                    plugins.resolve(engine), stage().distribution().plugin(engine));
            Files.writeString(properties, text);
        } catch (IOException e) {
            throw new StageException("cannot write " + properties + ": " + e.getMessage(), e);
        }
    }

    /** The REST address, {@code http://host:port}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    ChildSpec spec() {
        return KafkaJava.spec(
                stage(),
                name(),
                512,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                List.of(properties.toString()));
    }

    @Override
    String kind() {
        return "connect";
    }

    @Override
    Map<String, Integer> listensOn() {
        return Map.of("http", port);
    }

    @Override
    @Nullable
    Path data() {
        return null;
    }

    @Override
    void awaitReady(ChildProcess child) {
        String connectors = url() + "/connectors";
        child.awaitReady("answers at " + connectors, PATIENCE, () -> Probes.ok(connectors));
    }
}
