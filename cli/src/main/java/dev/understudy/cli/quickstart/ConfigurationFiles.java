package dev.understudy.cli.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.events.Address;
import dev.understudy.stage.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one {@code understudy.yaml} for each process of a run: the shared sections, and its own. */
final class ConfigurationFiles {

    private static final ObjectMapper YAML = new YAMLMapper();

    private final RunFolder run;
    private final Layout layout;

    ConfigurationFiles(RunFolder run, Layout layout) {
        this.run = run;
        this.layout = layout;
    }

    Path agent(String node, int httpPort, Path dataFolder, Path pidFile) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("node", node);
        section.put("cluster", Layout.CLUSTER);
        section.put("http", Map.of("port", httpPort));
        section.put("dataDir", dataFolder.toString());
        section.put("pidFile", pidFile.toString());
        section.put("stateDir", state("agent-" + node));
        return write("agent-" + node, "agent", section);
    }

    Path detector(String name, int httpPort) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("name", name);
        section.put("http", Map.of("port", httpPort));
        section.put("stateDir", state(name));
        // A recovery that was away when a verdict was published gets to see it.
        // That all of it is on one machine is known.
        section.put("verdicts", Map.of("renew", "5s", "conditions", Map.of("oneHost", false)));
        return write(name, "detector", section);
    }

    Path recovery(int httpPort, Path tokenFile) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("cluster", Layout.CLUSTER);
        section.put("http", Map.of("port", httpPort));
        section.put("tokenFile", tokenFile.toString());
        section.put("coolDown", "3s");
        return write("recovery", "recovery", section);
    }

    Path router(int httpPort, Path tokenFile) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("name", "router");
        section.put("http", Map.of("port", httpPort));
        section.put("stateDir", state("router"));
        section.put("tokenFile", tokenFile.toString());
        section.put(
                "listeners",
                List.of(
                        Map.of(
                                "name",
                                "orders-write",
                                "port",
                                layout.writePort(),
                                "cluster",
                                Layout.CLUSTER,
                                "role",
                                "writer"),
                        Map.of(
                                "name",
                                "orders-read",
                                "port",
                                layout.readPort(),
                                "cluster",
                                Layout.CLUSTER,
                                "role",
                                "reader"),
                        Map.of("name", "orders-http", "port", layout.ordersPort(), "service", Layout.SERVICE)));
        return write("router", "router", section);
    }

    Path keeper(String name, int serverId, int httpPort) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("name", name);
        section.put("serverId", serverId);
        section.put("http", Map.of("port", httpPort));
        return write(name, "journal", section);
    }

    Path orderService(String instance) {
        Map<String, Object> section = new LinkedHashMap<>();
        Address address = layout.instances().get(instance);
        section.put("http", Map.of("port", address == null ? 0 : address.port()));
        section.put("jdbcWrite", "127.0.0.1:" + layout.writePort());
        section.put("jdbcRead", "127.0.0.1:" + layout.readPort());
        section.put("account", account("application"));
        return write(instance, "orders", section);
    }

    private Path write(String process, String section, Map<String, Object> own) {
        Map<String, Object> file = shared();
        file.put(section, own);
        try {
            Path path = run.etc(process + ".yaml");
            YAML.writeValue(path.toFile(), file);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration of " + process, e);
        }
    }

    private Map<String, Object> shared() {
        Map<String, Object> nodes = new LinkedHashMap<>();
        layout.nodes()
                .forEach((name, node) -> nodes.put(
                        name,
                        Map.of(
                                "address",
                                node.server().toString(),
                                "host",
                                "localhost",
                                "agent",
                                node.agent().toString())));
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("engine", layout.engine());
        cluster.put("primary", layout.primary());
        cluster.put("failover", "automatic");
        cluster.put("durability", layout.durability().toString());
        cluster.put("connect", "http://127.0.0.1:" + layout.connectPort());
        cluster.put("nodes", nodes);
        cluster.put(
                "accounts",
                Map.of(
                        "recovery", account("recovery"),
                        "agent", account("agent"),
                        "fence", account("fence"),
                        "connector", account("connector")));
        Map<String, Object> members = new LinkedHashMap<>();
        layout.instances().forEach((name, address) -> members.put(name, address.toString()));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("kafka", Map.of("bootstrap", "127.0.0.1:" + layout.kafkaPort()));
        file.put("clusters", Map.of(Layout.CLUSTER, cluster));
        file.put("services", Map.of(Layout.SERVICE, Map.of("members", members)));
        return file;
    }

    private Map<String, Object> account(String role) {
        return Map.of(
                "user",
                Secrets.user(role),
                "passwordFile",
                Secrets.file(run.path(), role).toString());
    }

    private String state(String process) {
        return run.data("state").resolve(process).toString();
    }
}
