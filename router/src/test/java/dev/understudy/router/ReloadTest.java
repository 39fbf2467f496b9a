package dev.understudy.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.Reloader.Answer;
import dev.understudy.router.Reloader.Result;
import dev.understudy.router.tcp.FakeMySql;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole router takes new files up while its clients go on, over loopback. */
@Timeout(60)
class ReloadTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeMySql server;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = own(new FakeMySql('a'));
        port = Reloading.freePort();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    @Test
    void a_transfer_goes_on_while_its_own_listener_changes() throws Exception {
        Reloading router = started("", Reloading.write("write", port));
        byte[] sent = new byte[4_000_000];
        new Random(1).nextBytes(sent);
        Socket client = own(Reloading.connect(port));
        assertThat(Reloading.greeting(client)).isEqualTo('a');

        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<byte[]> echoed = threads.submit(() -> client.getInputStream().readNBytes(sent.length));
        for (int at = 0; at < sent.length; at += 100_000) {
            client.getOutputStream().write(sent, at, 100_000);
            Answer answer =
                    router.with("", "hold: {time: " + (at / 100_000 + 1) + "s}", Reloading.write("write", port));
            assertThat(answer).isEqualTo(new Answer(Result.DONE, "reloaded: write changed (hold)"));
        }
        assertThat(Arrays.equals(echoed.get(20, TimeUnit.SECONDS), sent)).isTrue();
        threads.shutdown();
        assertThat(router.router.stats().broken()).isZero();
        assertThat(router.router.stats().listeners()).singleElement().satisfies(counts -> {
            assertThat(counts.accepted()).isEqualTo(1);
            assertThat(counts.active()).isEqualTo(1);
        });
    }

    @Test
    void a_wrong_file_changes_nothing() throws Exception {
        Reloading router = started("", Reloading.write("write", port));
        int other = Reloading.freePort();

        assertThat(router.with("", "hold: {time: soon}", Reloading.write("write", other)))
                .satisfies(answer -> assertThat(answer.result()).isEqualTo(Result.WRONG))
                .satisfies(answer -> assertThat(answer.text())
                        .startsWith("not reloaded, all is as it was: understudy.yaml: router.hold.time"));
        assertThat(router.with("", "hold: {").text()).contains("not valid YAML");
        assertThat(router.with("services: {shop: {}}", Reloading.write("write", other))
                        .text())
                .contains("services.shop", "members is missing");
        assertThat(router.with(
                                "",
                                Reloading.write("write", other),
                                "- {name: x, port: 0, cluster: nobody, role: writer}")
                        .text())
                .contains("there is no cluster 'nobody'");
        assertThat(router.with("", Reloading.write("write", other), "- {name: x, port: 0, service: shop}")
                        .text())
                .contains("there is no service 'shop'");
        assertThat(router.with(
                                "services: {shop: {members: {m: \"127.0.0.1:1\"}}}",
                                Reloading.write("write", other),
                                """
                        - {name: x, port: 0, service: shop, tls: {certificates: [{certificate: /no, key: /no}]}}""")
                        .text())
                .contains("listener x", "/no");

        assertThat(Reloading.greeting(own(Reloading.connect(port)))).isEqualTo('a');
        refuses(other);
        assertThat(router.router.stats().listeners())
                .singleElement()
                .satisfies(counts -> assertThat(counts.name()).isEqualTo("write"));
        assertThat(router.with("", Reloading.write("write", port)).text()).isEqualTo("reloaded: nothing has changed");
    }

    @Test
    void what_needs_a_restart_changes_nothing() throws Exception {
        Reloading router = started("", Reloading.write("write", port));
        int other = Reloading.freePort();
        Answer answer = router.with("", "threads: 7", "zone: east", Reloading.write("write", other));
        assertThat(answer.result()).isEqualTo(Result.REFUSED);
        assertThat(answer.text())
                .isEqualTo("not reloaded, all is as it was: router.threads, router.zone have changed, which only a"
                        + " restart takes up: restart the router, or set it back");
        refuses(other);
        assertThat(Reloading.greeting(own(Reloading.connect(port)))).isEqualTo('a');
    }

    @Test
    void a_port_that_is_taken_leaves_all_as_it_was() throws Exception {
        Reloading router = started("", Reloading.write("write", port));
        int free = Reloading.freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = router.with(
                    "",
                    "hold: {time: 1s}",
                    Reloading.write("write", port),
                    Reloading.write("first", free),
                    Reloading.write("second", taken.getLocalPort()));
            assertThat(answer.result()).isEqualTo(Result.WRONG);
            assertThat(answer.text())
                    .contains("listener second cannot listen on 127.0.0.1:" + taken.getLocalPort(), "in use");
        }
        refuses(free);
        assertThat(Reloading.greeting(own(Reloading.connect(port)))).isEqualTo('a');
        assertThat(router.router.stats().listeners()).hasSize(1);

        assertThat(router.with("", Reloading.write("write", port), Reloading.write("first", free))
                        .text())
                .isEqualTo("reloaded: first added on 127.0.0.1:" + free);
        assertThat(Reloading.greeting(own(Reloading.connect(free)))).isEqualTo('a');
    }

    @Test
    void many_at_once_are_done_one_after_the_other() throws Exception {
        Reloading router = started("", Reloading.write("write", port));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Answer>> answers = new ArrayList<>();
        router.with("", Reloading.write("write", port), Reloading.write("more", Reloading.freePort()));
        for (int time = 0; time < 40; time++) {
            answers.add(threads.submit(router.reloader::reload));
        }
        for (Future<Answer> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Answer(Result.DONE, "reloaded: nothing has changed"));
        }
        threads.shutdown();
        assertThat(router.router.stats().listeners()).hasSize(2);
    }

    @Test
    void a_removed_listener_refuses_and_its_connections_go_on() throws Exception {
        int kept = Reloading.freePort();
        Reloading router = started("", Reloading.write("kept", kept), Reloading.write("old", port));
        Socket client = own(Reloading.connect(port));
        assertThat(Reloading.greeting(client)).isEqualTo('a');

        assertThat(router.with("", Reloading.write("kept", kept)).text())
                .isEqualTo("reloaded: old removed from 127.0.0.1:" + port);
        refuses(port);
        client.getOutputStream().write("still".getBytes(UTF_8));
        assertThat(client.getInputStream().readNBytes(5)).isEqualTo("still".getBytes(UTF_8));
        assertThat(router.router.stats().listeners()).hasSize(2);

        client.close();
        Await.until(
                "it has ended", () -> router.router.stats().listeners().get(1).active() == 0);
        router.with("", Reloading.write("kept", kept));
        assertThat(router.router.stats().listeners()).hasSize(1);
    }

    @Test
    void who_waits_where_a_listener_changes_or_goes_is_served_all_the_same() throws Exception {
        int kept = Reloading.freePort();
        int at = server.port();
        server.close();
        Reloading router = started("", Reloading.write("kept", kept), Reloading.write("old", port));
        Socket atKept = own(Reloading.connect(kept));
        Socket atOld = own(Reloading.connect(port));
        Await.until("both wait", () -> router.router.stats().held() == 2);

        assertThat(router.with("", "hold: {time: 20s}", Reloading.write("kept", kept))
                        .text())
                .isEqualTo("reloaded: kept changed (hold), old removed from 127.0.0.1:" + port);
        own(new FakeMySql('b', at));
        assertThat(Reloading.greeting(atKept)).isEqualTo('b');
        assertThat(Reloading.greeting(atOld)).isEqualTo('b');
    }

    private Reloading started(String services, String... listeners) throws Exception {
        return own(Reloading.start(folder, server.port(), services, listeners));
    }

    private static void refuses(int port) {
        assertThatThrownBy(() -> Reloading.connect(port)).isInstanceOf(ConnectException.class);
    }

    private <T extends AutoCloseable> T own(T part) {
        open.add(part);
        return part;
    }
}
