package dev.understudy.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.router.Reloader.Answer;
import dev.understudy.router.Reloader.Result;
import dev.understudy.router.tcp.FakeMySql;
import dev.understudy.router.tls.Authority;
import dev.understudy.router.tls.TlsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole router takes new files up while the clients of a service go on, over loopback. */
@Timeout(60)
class ServiceReloadTest {

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
    void the_next_request_of_a_connection_goes_to_the_new_members() throws Exception {
        int first = http("first");
        int second = http("second");
        Reloading router = started(Reloading.services("m", first), Reloading.web(port, "round-robin"));
        Socket client = own(Reloading.connect(port));
        assertThat(Reloading.asked(client)).isEqualTo("first");

        Answer answer = router.with(Reloading.services("m", second), Reloading.web(port, "round-robin"));
        assertThat(answer.text()).isEqualTo("reloaded: web changed (members)");
        assertThat(Reloading.asked(client)).isEqualTo("second");
        assertThat(router.with(Reloading.services("m", first), Reloading.web(port, "hash"))
                        .text())
                .isEqualTo("reloaded: web changed (balance, members)");
        assertThat(Reloading.asked(client)).isEqualTo("first");
    }

    @Test
    void a_member_that_is_out_and_one_that_is_drained_stay_so() throws Exception {
        int well = http("well");
        String services = "services: {shop: {members: {dead: \"127.0.0.1:%d\", well: \"127.0.0.1:%d\"}}}"
                .formatted(Reloading.freePort(), well);
        String rule = "- {name: web, port: %d, service: shop, balance: {policy: %s, outliers: {failures: 1}}}";
        Reloading router = started(services, rule.formatted(port, "round-robin"));
        Await.until("one is out", () -> {
            assertThat(asked(port)).isEqualTo("well");
            return isOut(router, "dead");
        });
        router.router.drained().set("well", true);

        assertThat(router.with(services, rule.formatted(port, "least-connections"))
                        .text())
                .isEqualTo("reloaded: web changed (balance)");
        assertThat(isOut(router, "dead")).isTrue();
        assertThat(router.router.stats().members())
                .anyMatch(member -> member.node().equals("well") && member.drained() && !member.ejected());
    }

    @Test
    void other_certificates_are_for_who_comes_then() throws Exception {
        Authority authority = new Authority("ours");
        TlsConfig.Files first = Authority.write(folder, "first", authority.server("localhost", "first"));
        TlsConfig.Files second = Authority.write(folder, "second", authority.server("localhost", "second"));
        String services = Reloading.services("m", http("m"));
        String rule = "- {name: web, port: %d, service: shop, tls: {certificates: [{certificate: %s, key: %s}]}}";
        Reloading router = started(services, rule.formatted(port, first.certificate(), first.key()));
        SSLSocket before = own(tls(authority));
        assertThat(names(before)).contains("first");
        Socket between = own(Reloading.connect(port));
        Await.until("it is accepted", () -> accepted(router) == 2);

        Answer answer = router.with(services, rule.formatted(port, second.certificate(), second.key()));
        assertThat(answer.text()).isEqualTo("reloaded: web changed (tls)");
        SSLSocket after = own(tls(authority));
        assertThat(names(after)).contains("second");
        assertThat(names(own(shaken(between, authority)))).contains("first");
        assertThat(Reloading.asked(before)).isEqualTo("m");
        assertThat(Reloading.asked(after)).isEqualTo("m");
    }

    private SSLSocket tls(Authority authority) throws Exception {
        return shaken(Reloading.connect(port), authority);
    }

    private static long accepted(Reloading router) {
        return router.router.stats().listeners().get(0).accepted();
    }

    private static SSLSocket shaken(Socket plain, Authority authority) throws Exception {
        SSLSocket socket = (SSLSocket)
                authority.believer(null).getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    private static String names(SSLSocket socket) throws Exception {
        return String.valueOf(
                ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectAlternativeNames());
    }

    @Test
    void nobody_is_refused_while_listeners_change_two_hundred_times() throws Exception {
        int web = Reloading.freePort();
        int member = http("m");
        String services = Reloading.services("m", member);
        Reloading router = started(services, Reloading.write("write", port), Reloading.web(web, "round-robin"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        List<Throwable> troubles = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(50);
        for (int thread = 0; thread < 50; thread++) {
            boolean http = thread % 2 == 0;
            threads.execute(() -> {
                while (!over.get() && troubles.isEmpty()) {
                    try (Socket client = Reloading.connect(http ? web : port)) {
                        assertThat(http ? Reloading.asked(client) : String.valueOf(Reloading.greeting(client)))
                                .isEqualTo(http ? "m" : "a");
                        served.incrementAndGet();
                    } catch (IOException | RuntimeException | AssertionError e) {
                        troubles.add(e);
                    }
                }
            });
        }
        for (int change = 0; change < 200; change++) {
            boolean even = change % 2 == 0;
            Answer answer = router.with(
                    services,
                    "hold: {time: " + (change + 1) + "s}",
                    Reloading.write(even ? "other" : "write", port),
                    Reloading.web(web, even ? "least-connections" : "latency"));
            assertThat(answer.result()).as(answer.text()).isEqualTo(Result.DONE);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        over.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(troubles).isEmpty();
        assertThat(served.get()).isGreaterThan(200);
    }

    private static boolean isOut(Reloading router, String node) {
        return router.router.stats().members().stream()
                .anyMatch(member -> member.node().equals(node) && member.ejected());
    }

    private Reloading started(String services, String... listeners) throws Exception {
        return own(Reloading.start(folder, server.port(), services, listeners));
    }

    /** An instance that answers with its name. */
    private int http(String name) throws IOException {
        HttpServer instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        ExecutorService threads = Executors.newCachedThreadPool();
        instance.setExecutor(threads);
        instance.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, name.length());
            exchange.getResponseBody().write(name.getBytes(UTF_8));
            exchange.close();
        });
        instance.start();
        own(() -> {
            instance.stop(0);
            threads.shutdownNow();
        });
        return instance.getAddress().getPort();
    }

    private static String asked(int port) {
        try (Socket client = Reloading.connect(port)) {
            return Reloading.asked(client);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private <T extends AutoCloseable> T own(T part) {
        open.add(part);
        return part;
    }
}
