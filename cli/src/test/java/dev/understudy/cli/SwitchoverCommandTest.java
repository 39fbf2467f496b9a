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

class SwitchoverCommandTest {

    private static final String WELL = """
            {"checks": [{"name": "primary", "ok": true, "found": "orders-a answers"}],
             "target": "orders-b", "goesOn": true%s}""";
    private static final String IN_THE_WAY = """
            {"checks": [{"name": "primary", "ok": true, "found": "orders-a answers"},
                        {"name": "lag", "ok": false, "found": "orders-b lags by 9000 ms"}],
             "target": "orders-b", "goesOn": false}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer recovery;

    private final List<String> orders = new ArrayList<>();
    private String answer = WELL.formatted("");
    private final List<String> states = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        recovery = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        recovery.createContext("/clusters/orders", exchange -> {
            String said;
            if (exchange.getRequestMethod().equals("POST")) {
                orders.add(exchange.getRequestURI() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8) + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                said = answer;
            } else {
                said = states.size() > 1 ? states.remove(0) : states.get(0);
            }
            byte[] bytes = said.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        recovery.start();
        Files.writeString(folder.resolve("token"), "secret\n");
    }

    @AfterEach
    void stop() {
        recovery.stop(0);
    }

    @Test
    void a_dry_run_shows_each_check_and_what_would_be_done() throws IOException {
        CommandRun run = switchover("--to", "orders-b", "--dry-run");

        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.out())
                .contains(
                        "primary    ok    orders-a answers",
                        "would switch over to orders-b",
                        "hold:",
                        "nothing was changed");
        assertThat(orders)
                .containsExactly("/clusters/orders/switchover {\"to\":\"orders-b\",\"dryRun\":true} Bearer secret");
    }

    @Test
    void a_dry_run_that_would_not_begin_says_what_stands_in_the_way() throws IOException {
        answer = IN_THE_WAY;

        CommandRun run = switchover("--dry-run");

        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.out()).contains("lag        NO    orders-b lags by 9000 ms", "would not begin");
    }

    @Test
    void an_order_that_is_not_begun_changes_nothing() throws IOException {
        answer = IN_THE_WAY;

        CommandRun run = switchover("--to", "orders-b");

        assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(run.out()).contains("not begun; nothing was changed");
    }

    @Test
    void an_order_is_followed_to_its_end() throws IOException {
        answer = WELL.formatted(", \"incident\": \"switchover/1\"");
        states.add("""
                {"writer": "orders-a", "handedOver": true, "plan": {"incident": "switchover/1", "next": "quiesce"}}""");
        states.add("""
                {"writer": "orders-b", "handedOver": false, "plan": {"incident": "switchover/1", "next": "connector"}}""");
        states.add("""
                {"writer": "orders-b", "epoch": 2, "handedOver": true}""");

        CommandRun run = switchover("--to", "orders-b");

        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.OK);
        assertThat(run.out())
                .contains("ordered as switchover/1", "next: quiesce", "next: connector", "orders-b writes in epoch 2");
    }

    @Test
    void one_whose_target_was_lost_says_who_writes_instead() throws IOException {
        answer = WELL.formatted(", \"incident\": \"switchover/1\"");
        states.add("""
                {"writer": "orders-a", "handedOver": true, "plan": {"incident": "switchover/1", "next": "drain"}}""");
        states.add("""
                {"writer": "orders-c", "epoch": 3, "handedOver": true}""");

        CommandRun run = switchover("--to", "orders-b");

        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.out()).contains("orders-c writes in epoch 3: orders-b was lost on the way");
    }

    @Test
    void one_that_is_called_off_says_why() throws IOException {
        answer = WELL.formatted(", \"incident\": \"switchover/1\"");
        states.add("""
                {"writer": "orders-a", "handedOver": true, "calledOff": {"switchover/1": "called off: too slow"}}""");

        CommandRun run = switchover("--to", "orders-b");

        assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(run.out()).contains("called off: too slow");
    }

    @Test
    void one_that_is_called_off_by_a_successor_is_noticed_by_the_writer() throws IOException {
        answer = WELL.formatted(", \"incident\": \"switchover/1\"");
        states.add("""
                {"writer": "orders-a", "handedOver": true, "plan": {"incident": "switchover/1", "next": "quiesce"}}""");
        states.add("""
                {"writer": "orders-a", "handedOver": true}""");

        assertThat(switchover("--to", "orders-b").status()).isEqualTo(ExitStatus.REFUSED);
    }

    @Test
    void nobody_waits_who_does_not_want_to() throws IOException {
        answer = WELL.formatted(", \"incident\": \"switchover/1\"");

        assertThat(switchover("--to", "orders-b", "--no-wait").status()).isEqualTo(ExitStatus.OK);
    }

    private CommandRun switchover(String... arguments) throws IOException {
        Path config = Files.writeString(folder.resolve("understudy.yaml"), """
                recovery:
                  cluster: orders
                  tokenFile: %s
                  http: {port: %d}
                """.formatted(
                        folder.resolve("token"), recovery.getAddress().getPort()));
        List<String> all = new ArrayList<>(List.of("switchover", "--cluster", "orders", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
