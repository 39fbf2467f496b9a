package dev.understudy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer router;

    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        router = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        router.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            boolean known = exchange.getRequestURI().getPath().contains("orders-b");
            byte[] answer = (known ? "done\n" : "there is no member\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        router.start();
        Files.writeString(folder.resolve("token"), "secret\n");
    }

    @AfterEach
    void stop() {
        router.stop(0);
    }

    @Test
    void the_routers_answer_is_shown() throws IOException {
        CommandRun run = drain(config(router.getAddress().getPort(), true), "orders-b");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("done");
        drain(config(router.getAddress().getPort(), true), "orders-b", "--undrain");
        assertThat(asked)
                .containsExactly(
                        "POST /members/orders-b/drain Bearer secret", "POST /members/orders-b/undrain Bearer secret");
    }

    @Test
    void another_router_is_named_by_its_address() throws IOException {
        CommandRun run = drain(
                config(1, true),
                "orders-b",
                "--router",
                "127.0.0.1:" + router.getAddress().getPort());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(drain(config(1, true), "orders-b", "--router", "nowhere").status())
                .isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void what_goes_wrong_is_one_line() throws IOException {
        CommandRun refused = drain(config(router.getAddress().getPort(), true), "orders-x");
        assertThat(refused.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.err()).isEqualToIgnoringNewLines("understudy: there is no member");
        CommandRun away = drain(config(1, true), "orders-b");
        assertThat(away.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(away.err()).contains("no router answers at http://127.0.0.1:1");
        CommandRun tokenless = drain(config(1, false), "orders-b");
        assertThat(tokenless.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(tokenless.err()).contains("router.tokenFile is not configured");
    }

    private CommandRun drain(Path config, String... arguments) {
        List<String> all = new ArrayList<>(List.of("drain", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private Path config(int port, boolean token) throws IOException {
        return Files.writeString(folder.resolve("understudy.yaml"), """
                router:
                  http: {port: %d}
                  %s
                  listeners:
                    - {name: read, port: 6034, cluster: orders, role: reader}
                """.formatted(
                        port, token ? "tokenFile: " + folder.resolve("token") : ""));
    }
}
