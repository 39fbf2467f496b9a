package dev.understudy.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of our own services: {@code java -jar understudy.jar SERVICE --config FILE ARGUMENTS}. Ready when
 * {@code /health/ready} says so.
 */
public final class ServiceChild extends StagedServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Options options;

    /**
     * What is started.
     *
     * @param name unique in the run
     * @param service the command of {@code understudy}
     * @param config the understudy.yaml
     * @param arguments what follows
     * @param ports what it listens on; {@code http} is where its health is asked
     * @param jvm more flags of the JVM, such as a bigger heap
     */
    public record Options(
            String name,
            String service,
            Path config,
            List<String> arguments,
            Map<String, Integer> ports,
            List<String> jvm) {

        public Options {
            if (!ports.containsKey("http")) {
                throw new IllegalArgumentException(name + ": ports needs http, where its health is asked");
            }
            arguments = List.copyOf(arguments);
            ports = Map.copyOf(ports);
            jvm = List.copyOf(jvm);
        }

        public Options(String name, String service, Path config, List<String> arguments, int httpPort) {
            this(name, service, config, arguments, Map.of("http", httpPort), List.of());
        }
    }

    public ServiceChild(Stage stage, Options options) {
        super(stage, options.name());
        this.options = options;
    }

    @Override
    ChildSpec spec() {
        List<String> command = new ArrayList<>(JavaFlags.small(192));
        command.addAll(stage().distribution().sharedClasses(ClassPath.UNDERSTUDY));
        command.addAll(options.jvm());
        command.addAll(List.of("-jar", stage().distribution().jar().toString(), options.service()));
        command.addAll(List.of("--config", options.config().toString()));
        command.addAll(options.arguments());
        return ChildSpec.of(name(), command, log());
    }

    @Override
    String kind() {
        return "service";
    }

    @Override
    Map<String, Integer> listensOn() {
        return options.ports();
    }

    @Override
    @Nullable
    Path data() {
        return null;
    }

    @Override
    void awaitReady(ChildProcess child) {
        String url = url() + "/health/ready";
        child.awaitReady("answers 200 at " + url, PATIENCE, () -> Probes.ok(url));
    }

    /** Its HTTP address. */
    public String url() {
        return "http://127.0.0.1:" + options.ports().get("http");
    }
}
