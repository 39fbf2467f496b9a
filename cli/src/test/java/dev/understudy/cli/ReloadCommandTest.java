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

class ReloadCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer router;

    private final List<String> asked = new ArrayList<>();
    private int status = 200;
    private String answer = "reloaded: web changed (balance)";

    @BeforeEach
    void start() throws IOException {
        router = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        router.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] said = (answer + "\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        router.start();
        Files.writeString(folder.resolve("token"), "secret\n");
        Files.writeString(folder.resolve("other"), "other\n");
    }

    @AfterEach
    void stop() {
        router.stop(0);
    }

    @Test
    void the_routers_answer_is_shown() throws IOException {
        CommandRun run = reload("--config", config().toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines(answer);
        assertThat(reload("--config", config().toString(), "--token-file", file("other"))
                        .status())
                .isZero();
        assertThat(asked).containsExactly("POST /reload Bearer secret", "POST /reload Bearer other");
    }

    @Test
    void with_address_and_token_no_configuration_is_needed() {
        CommandRun run = reload("--config", "/nowhere", "--router", address(), "--token-file", file("token"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(asked).containsExactly("POST /reload Bearer secret");
    }

    @Test
    void what_the_router_does_not_take_up_is_one_line() {
        status = 422;
        answer = "not reloaded, all is as it was: understudy.yaml: unknown key 'router.colour'";
        CommandRun wrong = reload("--router", address(), "--token-file", file("token"));
        assertThat(wrong.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(wrong.err()).isEqualToIgnoringNewLines("understudy: " + answer);
        status = 409;
        assertThat(reload("--router", address(), "--token-file", file("token")).status())
                .isEqualTo(ExitStatus.REFUSED);
        status = 500;
        assertThat(reload("--router", address(), "--token-file", file("token")).status())
                .isEqualTo(ExitStatus.FAILED);
        CommandRun tokenless = reload("--router", address(), "--token-file", file("nothing"));
        assertThat(tokenless.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(tokenless.err()).contains("cannot read the token in " + file("nothing"));
    }

    private static CommandRun reload(String... arguments) {
        List<String> all = new ArrayList<>(List.of("reload"));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private String address() {
        return "127.0.0.1:" + router.getAddress().getPort();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("understudy.yaml"), """
                router:
                  http: {port: %d}
                  tokenFile: %s
                  listeners:
                    - {name: read, port: 6034, cluster: orders, role: reader}
                """.formatted(
                        router.getAddress().getPort(), folder.resolve("token")));
    }
}
