package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.events.Address;
import dev.understudy.router.Await;
import dev.understudy.router.Given;
import dev.understudy.router.access.Access;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.Fallback;
import dev.understudy.router.balance.BalanceConfig.MemberRule;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.balance.HashRule;
import dev.understudy.router.balance.HashRule.By;
import dev.understudy.router.balance.HashRule.Table;
import dev.understudy.router.balance.OutlierRule;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.net.Port;
import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.HeaderBytes;
import dev.understudy.router.proxy.Network;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Selector;
import dev.understudy.router.service.Members;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.MembersStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP port over loopback, with the JDK's own server as members and its client in front. */
class HttpListenerTest {

    private final Transport transport = Transport.startNio(2);
    private final List<Access> ended = new CopyOnWriteArrayList<>();
    private final ListenerStats stats = new ListenerStats("web", ended::add);
    private final Selector.Shared shared = Given.shared(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private Duration requestTime = Duration.ofSeconds(10);
    private BalanceConfig balance = BalanceConfig.defaults();
    private ProxyProtocol proxy = ProxyProtocol.NONE;
    private int port;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
        transport.close();
    }

    @Test
    void requests_alternate_between_members_and_a_body_goes_both_ways() throws Exception {
        echo("m1");
        echo("m2");
        listen();
        Map<String, Integer> served = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> answer = post("/orders", "order " + i);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("order " + i);
            served.merge(answer.headers().firstValue("Member").orElseThrow(), 1, Integer::sum);
        }
        assertThat(served).hasSize(2);
        assertThat(served.values()).allMatch(count -> count >= 10);
        assertThat(shared.loads().of("m1") + shared.loads().of("m2")).isZero();
    }

    @Test
    void each_request_is_told_of_once_with_who_served_it() throws Exception {
        echo("m1");
        listen();
        post("/orders?id=7", "an order");

        assertThat(ended).singleElement().satisfies(access -> {
            assertThat(access.request()).isEqualTo("POST /orders?id=7");
            assertThat(access.status()).isEqualTo(200);
            assertThat(access.member()).isEqualTo("m1");
            assertThat(access.client()).isEqualTo("127.0.0.1");
            assertThat(access.broken()).isFalse();
        });
    }

    @Test
    void a_request_that_nobody_serves_is_told_of_without_a_member() throws Exception {
        listen();
        assertThat(post("/orders", "an order").statusCode()).isEqualTo(503);

        assertThat(ended).singleElement().satisfies(access -> {
            assertThat(access.status()).isEqualTo(503);
            assertThat(access.member()).isNull();
        });
    }

    @Test
    void a_large_body_in_chunks_is_carried_whole() throws Exception {
        echo("m1");
        listen();
        String large = "0123456789".repeat(300_000);

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("/chunked"))
                        .POST(BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(large.getBytes(UTF_8))))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo(large);
    }

    @Test
    void a_member_that_is_down_is_passed_over_and_nobody_notices() throws Exception {
        dead("m1");
        echo("m2");
        listen();
        for (int i = 0; i < 20; i++) {
            assertThat(post("/orders", "x").statusCode()).isEqualTo(200);
        }
        assertThat(stats.counts().refused()).isZero();
        assertThat(stats.counts().broken()).isZero();
    }

    @Test
    void with_all_members_down_it_says_when_to_come_again() throws Exception {
        dead("m1");
        dead("m2");
        listen();

        HttpResponse<String> answer = post("/orders", "x");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("no instance of shop");
        assertThat(stats.counts().refused()).isEqualTo(1);
    }

    @Test
    void a_member_that_dies_in_the_middle_of_an_order_is_told_and_the_order_is_not_repeated() throws Exception {
        int[] asked = {0};
        rude("m1", asked);
        listen();

        HttpResponse<String> answer = post("/orders", "x");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("whether it did what it was asked is not known");
        assertThat(asked[0]).isEqualTo(1);
        assertThat(stats.counts().broken()).isEqualTo(1);
    }

    @Test
    void a_member_that_says_nothing_is_not_waited_for_for_ever() throws Exception {
        requestTime = Duration.ofMillis(300);
        serve("m1", exchange -> pause(5_000));
        listen();

        assertThat(post("/orders", "x").statusCode()).isEqualTo(504);
    }

    @Test
    void an_answer_that_goes_on_for_longer_than_the_time_is_not_cut() throws Exception {
        requestTime = Duration.ofMillis(400);
        serve("m1", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 8; i++) {
                exchange.getResponseBody().write("part ".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                pause(100);
            }
            exchange.close();
        });
        listen();

        assertThat(get("/").body()).isEqualTo("part ".repeat(8));
    }

    @Test
    void requests_that_come_at_once_on_one_connection_are_answered_in_their_order() throws Exception {
        echo("m1");
        listen();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                String body = "n" + i + ";";
                all.append("POST /p HTTP/1.1\r\nHost: shop\r\nContent-Length: ")
                        .append(body.length())
                        .append(i == 39 ? "\r\nConnection: close" : "")
                        .append("\r\n\r\n")
                        .append(body);
            }
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> write(socket, all.toString()));
            String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
            sent.get(10, TimeUnit.SECONDS);

            int at = 0;
            for (int i = 0; i < 40; i++) {
                at = answers.indexOf("n" + i + ";", at);
                assertThat(at).as("answer %d", i).isPositive();
            }
        }
    }

    @Test
    void what_is_no_http_is_answered_as_such() throws Exception {
        echo("m1");
        listen();

        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET / HTTP/1.1\r\nHost: shop\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: shop\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
    }

    @Test
    void a_load_balancers_client_is_named_to_the_member_with_each_request() throws Exception {
        forwards("m1");
        proxy = new ProxyProtocol(List.of(Network.of("127.0.0.1")), false);
        listen();
        String header = new String(HeaderBytes.v1(HeaderBytes.ends("203.0.113.9", "198.51.100.1")), UTF_8);
        String first = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n";
        String second = "GET / HTTP/1.1\r\nHost: shop\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n\r\n";

        String answer = raw(header + first + second);

        assertThat(answer).contains("<203.0.113.9>", "<192.0.2.1, 203.0.113.9>");
        assertThat(stats.counts().accepted()).isEqualTo(1);
        Await.until("it is over", () -> stats.counts().active() == 0);
    }

    @Test
    void a_load_balancer_that_names_no_client_is_not_served() throws Exception {
        forwards("m1");
        proxy = new ProxyProtocol(List.of(Network.of("127.0.0.1")), false);
        listen();

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            write(socket, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            Await.until("it is ended", () -> stats.counts().proxyRefused() == 1);
        }

        assertThat(stats.counts().accepted()).isZero();
        assertThat(stats.counts().active()).isZero();
    }

    private void forwards(String name) throws IOException {
        serve(name, exchange -> {
            byte[] answer = ("<" + exchange.getRequestHeaders().getFirst("X-Forwarded-For") + ">").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
    }

    @Test
    void an_old_client_gets_its_answer_and_the_end_of_the_connection() throws Exception {
        echo("m1");
        listen();

        String answer = raw("POST /chunked HTTP/1.0\r\nContent-Length: 3\r\n\r\nold");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("chunked").endsWith("\r\n\r\nold");
    }

    @Test
    void who_asks_first_whether_to_go_on_is_told_so() throws Exception {
        echo("m1");
        listen();

        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("/"))
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("go on"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("go on");
    }

    @Test
    void answers_without_a_body_keep_the_connection_in_step() throws Exception {
        serve("m1", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        });
        listen();
        for (int i = 0; i < 5; i++) {
            assertThat(client.send(
                                    HttpRequest.newBuilder(uri("/"))
                                            .method("HEAD", BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get("/").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void requests_with_one_cookie_go_to_one_member_and_others_are_spread() throws Exception {
        echo("m1");
        echo("m2");
        echo("m3");
        balance = config(Policy.HASH, new HashRule(By.COOKIE, "cart", Table.MAGLEV, null), Map.of(), null);
        listen();
        Set<String> homes = new TreeSet<>();
        Set<String> spread = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            homes.add(member(HttpRequest.newBuilder(uri("/")).header("Cookie", "theme=" + i + "; cart=4711")));
            spread.add(member(HttpRequest.newBuilder(uri("/")).header("Cookie", "theme=dark")));
        }
        assertThat(homes).hasSize(1);
        assertThat(spread.size()).isGreaterThan(1);
    }

    @Test
    void requests_with_one_header_go_to_one_member_and_to_another_while_that_is_drained() throws Exception {
        echo("m1");
        echo("m2");
        balance = config(Policy.HASH, new HashRule(By.HEADER, "X-Tenant", Table.RING, null), Map.of(), null);
        listen();
        HttpRequest.Builder asked = HttpRequest.newBuilder(uri("/")).header("X-Tenant", "acme");
        String home = member(asked);
        assertThat(member(asked)).isEqualTo(home);
        shared.drained().set(home, true);
        assertThat(member(asked)).isNotEqualTo(home);
        shared.drained().set(home, false);
        assertThat(member(asked)).isEqualTo(home);
    }

    @Test
    void with_all_members_full_it_says_so_and_serves_again_when_one_has_room() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        serve("m1", exchange -> {
            asked.countDown();
            await(answer);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        balance = config(Policy.ROUND_ROBIN, HashRule.CLIENT, Map.of("m1", new MemberRule(1, null, 1)), null);
        listen();
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString());
        await(asked);

        HttpResponse<String> refused = get("/");
        answer.countDown();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("every instance that could be chosen is full");
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        assertThat(get("/").statusCode()).isEqualTo(204);
        assertThat(shared.loads().of("m1")).isZero();
    }

    @Test
    void a_member_whose_answers_are_errors_is_put_out_of_the_rotation() throws Exception {
        serve("m1", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        echo("m2");
        OutlierRule rule = new OutlierRule(
                3, Duration.ofSeconds(10), 100, 1.9, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.5);
        balance = config(Policy.ROUND_ROBIN, HashRule.CLIENT, Map.of(), rule);
        listen();
        int errors = 0;
        for (int i = 0; i < 20; i++) {
            errors += get("/").statusCode() == 500 ? 1 : 0;
        }
        assertThat(errors).isEqualTo(3);
    }

    private static BalanceConfig config(
            Policy policy, HashRule hash, Map<String, MemberRule> members, @Nullable OutlierRule outliers) {
        return new BalanceConfig(
                policy, hash, Duration.ZERO, Duration.ofSeconds(10), null, Fallback.WRITER, 0.5, members, outliers);
    }

    private String member(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString())
                .headers()
                .firstValue("Member")
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws Exception {
        Members shop = new Members(
                new Members.Service("shop", members, balance),
                new LiveTable(RouteTable.EMPTY),
                NodeWatches.untold(),
                new MembersStats(),
                shared);
        HttpListener listener = new HttpListener(
                new HttpListener.Options(requestTime, null, proxy),
                shop,
                new HttpListener.Surroundings(transport, new Clients()),
                stats);
        Port taken = Port.take(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shared.clock());
        open.add(taken);
        taken.serve(listener.connections(), null, stats);
        port = taken.number();
    }

    /** What a member does with a request. */
    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(String name, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer.to(exchange));
        server.start();
        open.add(() -> {
            server.stop(0);
            threads.shutdownNow();
        });
        members.add(new Member(
                "shop", name, new Address("127.0.0.1", server.getAddress().getPort())));
    }

    private void echo(String name) throws IOException {
        serve(name, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Member", name);
            boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void dead(String name) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            members.add(new Member("shop", name, new Address("127.0.0.1", socket.getLocalPort())));
        }
    }

    /** Takes a request and hangs up. */
    private void rude(String name, int[] asked) throws IOException {
        ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        open.add(listening);
        members.add(new Member("shop", name, new Address("127.0.0.1", listening.getLocalPort())));
        Thread thread = new Thread(() -> {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    if (socket.getInputStream().read() >= 0) {
                        asked[0]++;
                        socket.getInputStream().readNBytes(20);
                    }
                } catch (IOException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
