package dev.understudy.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.cli.CommandRun;
import dev.understudy.engine.Engine;
import dev.understudy.engine.Engine.AccountRole;
import dev.understudy.orders.schema.ShopSchema;
import dev.understudy.router.RouterConfig;
import dev.understudy.runtime.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** docker-compose.yml cannot be run where no image can be pulled; that it fits our configuration can be seen all the same. */
class ComposeTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = TOP.resolve("docs/deployment/compose");
    private static final Path CONFIGURATION = FOLDER.resolve("understudy.yaml");

    private final JsonNode services = read(TOP.resolve("docker-compose.yml")).path("services");

    @Test
    void the_mounted_configuration_is_valid_for_every_agent() {
        assertThat(CommandRun.of("config", "validate", "--config", CONFIGURATION.toString())
                        .status())
                .isZero();
        for (String agent : List.of("agent-a", "agent-b")) {
            String node = services.path(agent)
                    .path("environment")
                    .path("UNDERSTUDY_AGENT_NODE")
                    .asText();
            Configuration configuration = Configuration.read(CONFIGURATION, Map.of("UNDERSTUDY_AGENT_NODE", node));
            assertThat(configuration.cluster("orders").nodes()).containsKey(node);
        }
    }

    @Test
    void every_service_of_ours_starts_with_a_command_that_exists() {
        List<String> ours = new ArrayList<>();
        services.fields().forEachRemaining(service -> {
            String command = service.getValue().path("command").asText();
            if (!command.isEmpty()) {
                ours.add(service.getKey());
                String[] words = command.substring(command.indexOf(".jar") + 5).split(" ");
                assertThat(command).startsWith("java -jar /opt/understudy/understudy.jar ");
                assertThat(CommandRun.of(words[0], "--help").out()).contains("Usage: understudy " + words[0]);
                assertThat(command).endsWith("--config /etc/understudy/understudy.yaml");
            }
        });
        assertThat(ours)
                .containsExactlyInAnyOrder(
                        "agent-a", "agent-b", "detector", "recovery", "router", "order-1", "order-2");
    }

    @Test
    void the_router_publishes_its_listeners_to_the_host() {
        RouterConfig router = Configuration.read(CONFIGURATION, Map.of()).required("router", RouterConfig.class);

        assertThat(router.listeners())
                .allSatisfy(listener -> assertThat(listener.host()).isEqualTo("0.0.0.0"))
                .extracting(listener -> listener.port() + ":" + listener.port())
                .containsExactlyInAnyOrderElementsOf(
                        texts(services.path("router").path("ports")));
    }

    @Test
    void addresses_name_services_of_the_file() {
        Configuration configuration = Configuration.read(CONFIGURATION, Map.of());

        assertThat(configuration.kafka().bootstrap()).isEqualTo("kafka:9092");
        configuration.cluster("orders").nodes().forEach((name, node) -> {
            assertThat(services.has(node.address().host())).as(name).isTrue();
        });
        configuration
                .service("order-service")
                .members()
                .forEach((name, address) ->
                        assertThat(services.has(address.host())).as(name).isTrue());
        JsonNode targets = read(FOLDER.resolve("prometheus.yml")).at("/scrape_configs/0/static_configs/0/targets");
        assertThat(texts(targets))
                .allSatisfy(target -> assertThat(services.has(target.replaceAll(":.*", "")))
                        .as(target)
                        .isTrue());
    }

    @Test
    void every_mounted_file_is_there() {
        services.forEach(service -> texts(service.path("volumes")).stream()
                .map(volume -> volume.split(":")[0])
                .filter(source -> source.startsWith("./docs/") && !source.endsWith("secrets.d"))
                .forEach(source -> assertThat(TOP.resolve(source)).exists()));
    }

    @Test
    void the_accounts_are_those_that_the_engine_makes() throws IOException {
        String script = Files.readString(FOLDER.resolve("init.d/10-understudy.sh"));

        Map<AccountRole, String> users = Map.of(
                AccountRole.RECOVERY, "understudy_recovery",
                AccountRole.AGENT, "understudy_agent",
                AccountRole.FENCE, "understudy_fence",
                AccountRole.CONNECTOR, "understudy_connector",
                AccountRole.APPLICATION, "shop");
        users.forEach((role, user) -> Engine.named("mysql").createAccount(role, user, "x").stream()
                .filter(sql -> sql.startsWith("GRANT"))
                .forEach(grant -> assertThat(script.replace("\\`", "`")).contains(grant + ";")));
    }

    @Test
    void the_shop_is_the_one_of_the_example() throws IOException {
        String file = Files.readString(FOLDER.resolve("shop.sql"));

        assertThat(file.lines().filter(line -> !line.startsWith("--")))
                .containsExactlyElementsOf(
                        ShopSchema.statements().stream().map(sql -> sql + ";").toList());
    }

    @Test
    void the_servers_have_the_settings_that_the_engine_wants() throws IOException {
        for (int id = 1; id <= 2; id++) {
            List<String> lines = Files.readAllLines(FOLDER.resolve(id == 1 ? "orders-a.cnf" : "orders-b.cnf"));
            List<String> wanted = Engine.named("mysql").serverOptions(id).stream()
                    // The image makes its accounts first; init.d makes the server read-only afterwards.
                    .filter(option -> !option.contains("read-only") && !option.contains("read_only"))
                    .toList();
            assertThat(lines).containsAll(wanted);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
