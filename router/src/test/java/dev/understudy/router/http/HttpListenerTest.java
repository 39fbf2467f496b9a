package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.events.Address;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Member;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.stats.ListenerStats;
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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTTP port over loopback, with the JDK's own server as members and its client in front. */
class HttpListenerTest {

    private final Transport transport = Transport.startNio(2);
    private final ListenerStats stats = new ListenerStats("web");
    private final Loads loads = new Loads();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private Duration requestTime = Duration.ofSeconds(10);
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
        assertThat(loads.of("m1") + loads.of("m2")).isZero();
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

    private void listen() throws Exception {
        Members shop = new Members(
                "shop",
                members,
                new LiveTable(RouteTable.EMPTY),
                NodeWatches.untold(),
                loads,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        HttpListener listener = HttpListener.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shop, transport, stats, requestTime);
        open.add(listener);
        port = listener.port();
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
