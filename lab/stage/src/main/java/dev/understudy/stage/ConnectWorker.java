package dev.understudy.stage;

import dev.understudy.connect.ConnectorTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Connect worker (distributed, alone in its group), with the Debezium connector of one engine or with other plugins. */
public final class ConnectWorker extends StagedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** A row with a value of 64 MB, before and after, is a gigabyte on its way; most of the time it takes a tenth of this. */
    private static final int HEAP_MEGABYTES = 2_048;

    private final Options options;
    private final int port;
    private final Path properties;

    /**
     * What is started.
     *
     * @param name unique in the run; the worker's group is called after it
     * @param plugins the folders that hold a plugin's jars each, by a name
     * @param libraries a folder of jars that the worker itself needs besides Kafka's own; null for none
     * @param heapMegabytes the most heap it may take
     * @param jvm more flags of the JVM; they win over those that keep it small
     */
    public record Options(
            String name,
            Map<String, Path> plugins,
            @Nullable Path libraries,
            int heapMegabytes,
            List<String> jvm) {

        public Options {
            plugins = Map.copyOf(plugins);
            jvm = List.copyOf(jvm);
        }
    }

    private ConnectWorker(Stage stage, Options options) {
        super(stage, options.name());
        this.options = options;
        port = stage.freePort();
        properties = stage.folder().etc(options.name() + ".properties");
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
        return create(
                stage,
                bootstrap,
                // A worker takes each folder in its plugin path as one plugin; the other engine's is not worth loading.
                new Options(
                        "connect",
                        Map.of(engine, stage.distribution().plugin(engine)),
                        null,
                        HEAP_MEGABYTES,
                        List.of()));
    }

    /** As {@link #create(Stage, String, String)}, with any plugins. */
    public static ConnectWorker create(Stage stage, String bootstrap, Options options) {
        ConnectWorker worker = new ConnectWorker(stage, options);
        worker.configure(bootstrap);
        return worker;
    }

    private void configure(String bootstrap) {
        Path plugins = stage().folder().data(name() + "-plugins");
        String text = ConnectorTemplate.worker()
                .fill(Map.of(
                        "bootstrap",
                        bootstrap,
                        "group",
                        "understudy-" + name(),
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
            for (Map.Entry<String, Path> plugin : options.plugins().entrySet()) {
                Files.createSymbolicLink(plugins.resolve(plugin.getKey()), plugin.getValue());
            }
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
        List<String> flags = new ArrayList<>(JavaFlags.small(options.heapMegabytes()));
        flags.addAll(stage().distribution().sharedClasses(ClassPath.KAFKA));
        flags.addAll(options.jvm());
        String classPath = stage().distribution().kafkaClassPath();
        return KafkaJava.spec(
                stage(),
                name(),
                flags,
                options.libraries() == null ? classPath : options.libraries() + "/*:" + classPath,
                List.of("org.apache.kafka.connect.cli.ConnectDistributed", properties.toString()));
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
