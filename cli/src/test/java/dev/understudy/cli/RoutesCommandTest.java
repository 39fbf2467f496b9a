package dev.understudy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {

    private static final Map<String, String> ANSWERS = Map.of(
            "/routes", """
            [{"cluster":"orders","epoch":3,"state":"HANDING_OVER","writer":"orders-b","readers":["orders-c"],
              "addresses":{},"incident":"i","at":1,"reason":""},
             {"cluster":"stock","epoch":1,"state":"UNAVAILABLE","writer":null,"readers":[],"reason":"no standby is left"}]
            """, "/stats", """
            {"listeners":[{"name":"write","accepted":120,"held":2,"broken":1,"refused":0,"active":16}],
             "members":[
               {"scope":"orders","node":"orders-a","address":"10.0.0.1:3306","active":0,"inRotation":false},
               {"scope":"orders","node":"orders-c","address":"10.0.0.3:3306","active":4,"inRotation":true,
                "drained":true,"ejected":true,"lagMillis":250}],
             "haproxy":[{"backend":"orders_writer","state":"orders-b serves"}]}
            """, "/health/ready", "ok   kafka: no answer for 12 s: the last routes go on\n");

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer router;

    @BeforeEach
    void start() throws IOException {
        router = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        router.createContext("/", exchange -> {
            byte[] answer =
                    ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        router.start();
    }

    @AfterEach
    void stop() {
        router.stop(0);
    }

    @Test
    void clusters_members_and_listeners_are_shown_and_whether_kafka_answers() throws IOException {
        CommandRun run = routes(router.getAddress().getPort());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("orders: epoch 3, handing over, writer orders-b, readers orders-c")
                .contains("stock: epoch 1, unavailable, writer none, readers none: no standby is left")
                .containsPattern("orders-a +orders +10.0.0.1:3306 +0 +down")
                .containsPattern("orders-c +orders +10.0.0.3:3306 +4 +drained, ejected, 250 ms behind")
                .containsPattern("write +120 +16 +2 +1 +0")
                .contains("haproxy orders_writer: orders-b serves")
                .endsWith("the last routes go on" + System.lineSeparator());
    }

    @Test
    void both_answers_come_as_json() throws IOException {
        CommandRun run = routes(router.getAddress().getPort(), "--output", "json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"routes\" : [", "\"listeners\" : [");
    }

    @Test
    void a_router_that_does_not_answer_is_one_line() throws IOException {
        CommandRun run = routes(1);
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err()).contains("no router answers at http://127.0.0.1:1");
    }

    private CommandRun routes(int port, String... arguments) throws IOException {
        Path config = Files.writeString(folder.resolve("understudy.yaml"), """
                router:
                  http: {port: %d}
                  listeners:
                    - {name: read, port: 6034, cluster: orders, role: reader}
                """.formatted(port));
        String[] all = new String[3 + arguments.length];
        all[0] = "routes";
        all[1] = "--config";
        all[2] = config.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.of(all);
    }
}
