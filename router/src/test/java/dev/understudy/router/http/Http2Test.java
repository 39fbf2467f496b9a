package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.Await;
import dev.understudy.router.http.Http2Client.Answer;
import dev.understudy.router.http.Http2Client.Stream;
import dev.understudy.router.net.LeakCheck;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** HTTP/2 on a plain port, with the JDK's own server, or a socket, as members. */
@ExtendWith(LeakCheck.class)
class Http2Test {

    private static final long LARGE = 48L * 1024 * 1024;
    /** What lies in systems' buffers on the way, and some. */
    private static final long SOME = 16L * 1024 * 1024;

    private final Shop shop = new Shop();
    private final List<Http2Client> clients = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        clients.forEach(Http2Client::close);
        shop.close();
    }

    @Test
    void many_requests_at_once_share_one_connection_and_two_members() throws Exception {
        shop.echo("m1").echo("m2").listen(null);
        Http2Client client = client();
        assertThat(client.get("/").answer().status()).isEqualTo(200);
        Map<String, Integer> served = new TreeMap<>();
        for (int round = 0; round < 4; round++) {
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Stream stream = client.open().head(Http2Client.request("POST", "/orders"), false);
                stream.send(("order " + i).getBytes(UTF_8), true);
                streams.add(stream);
            }
            for (int i = 0; i < streams.size(); i++) {
                Answer answer = streams.get(i).answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.text()).isEqualTo("order " + i);
                served.merge(String.valueOf(answer.headers().get("member")), 1, Integer::sum);
            }
        }
        assertThat(served).containsOnlyKeys("m1", "m2");
        assertThat(served.values()).allMatch(count -> count >= 60);
        assertThat(shop.stats.counts().accepted()).isEqualTo(1);
        assertThat(shop.stats.counts().active()).isEqualTo(1);
        nothingIsCarried();
    }

    @Test
    void a_member_sees_a_request_of_http1_and_the_client_an_answer_of_http2() throws Exception {
        shop.echo("m1").listen(null);
        Answer answer = client().get("/orders").answer();
        assertThat(seen(answer, "host")).isEqualTo("[shop.example]");
        assertThat(seen(answer, "x-forwarded-proto")).isEqualTo("[http]");
        assertThat(seen(answer, "x-forwarded-for")).isEqualTo("[127.0.0.1]");
        assertThat(seen(answer, "names").toLowerCase(java.util.Locale.ROOT)).doesNotContain("http2");
        assertThat(answer.headers().contains("connection")).isFalse();
        assertThat(answer.headers().contains("transfer-encoding")).isFalse();
        assertThat("[" + answer.headers().get("x-request-id") + "]").isEqualTo(seen(answer, "x-request-id"));
    }

    @Test
    void what_a_slow_client_does_not_take_is_not_read_from_the_member() throws Exception {
        AtomicLong sent = new AtomicLong();
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    Shop.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
                    byte[] part = new byte[64 * 1024];
                    while (sent.get() < LARGE) {
                        socket.getOutputStream().write(part);
                        sent.addAndGet(part.length);
                    }
                })
                .listen(null);
        Stream stream = client().open().forgettingTheBody();
        stream.reads(false);
        stream.head(Http2Client.request("GET", "/"), true);

        assertThat(standsStillAt(sent)).isLessThan(SOME);
        stream.reads(true);

        assertThat(stream.answer().status()).isEqualTo(200);
        assertThat(stream.received.get()).isEqualTo(LARGE);
        nothingIsCarried();
    }

    @Test
    void what_a_slow_member_does_not_take_is_not_read_from_the_client_and_others_go_on() throws Exception {
        CountDownLatch takes = new CountDownLatch(1);
        AtomicLong taken = new AtomicLong();
        shop.member("m1", exchange -> {
                    if (exchange.getRequestURI().getPath().equals("/slow")) {
                        await(takes);
                        taken.addAndGet(drain(exchange.getRequestBody()));
                    }
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                })
                .listen(null);
        Http2Client client = client();
        Stream slow = client.open().head(Http2Client.request("POST", "/slow"), false);
        AtomicLong out = new AtomicLong();
        byte[] part = new byte[64 * 1024];
        for (long sent = 0; sent < LARGE; sent += part.length) {
            ChannelFuture written = slow.send(part, sent + part.length >= LARGE);
            written.addListener(done -> out.addAndGet(part.length));
        }

        assertThat(standsStillAt(out)).isLessThan(SOME);
        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/quick").answer().status()).isEqualTo(204);
        }
        takes.countDown();

        assertThat(slow.answer().status()).isEqualTo(204);
        assertThat(taken.get()).isEqualTo(LARGE);
    }

    @Test
    void a_request_that_its_client_takes_back_is_taken_from_the_member_too() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        shop.byHand("m1", socket -> {
                    String head = Shop.head(socket);
                    while (head.startsWith("GET /quick")) {
                        Shop.say(socket, "HTTP/1.1 204 No Content\r\n\r\n");
                        head = Shop.head(socket);
                    }
                    asked.countDown();
                    drain(socket.getInputStream());
                    left.countDown();
                })
                .listen(null);
        Http2Client client = client();
        Stream given = client.open().head(Http2Client.request("POST", "/slow"), false);
        given.send(new byte[300_000], false);
        await(asked);
        assertThat(client.get("/quick").answer().status()).isEqualTo(204);

        given.takeBack();

        await(left);
        nothingIsCarried();
        assertThat(client.get("/quick").answer().status()).isEqualTo(204);
        assertThat(shop.stats.counts().broken()).isZero();
    }

    @Test
    void a_connection_that_ends_takes_its_requests_along() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch left = new CountDownLatch(2);
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    asked.countDown();
                    drain(socket.getInputStream());
                    left.countDown();
                })
                .listen(null);
        Http2Client client = client();
        client.get("/");
        client.open().head(Http2Client.request("POST", "/"), false).send(new byte[50_000], false);
        await(asked);

        client.close();

        await(left);
        Await.until("it is not counted any more", () -> shop.stats.counts().active() == 0);
        nothingIsCarried();
    }

    @Test
    void an_answer_that_a_member_breaks_off_ends_its_stream_alone() throws Exception {
        shop.byHand("m1", socket -> {
                    String head = Shop.head(socket);
                    while (head.startsWith("GET /well")) {
                        Shop.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        head = Shop.head(socket);
                    }
                    Shop.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                })
                .listen(null);
        Http2Client client = client();
        Stream half = client.get("/half");
        assertThatThrownBy(half::answer).hasMessageContaining("INTERNAL_ERROR");
        assertThat(client.get("/well").answer().text()).isEqualTo("ok");
        assertThat(shop.stats.counts().broken()).isEqualTo(1);
    }

    @Test
    void an_answer_before_the_requests_end_is_given_whole_and_the_rest_is_not_wanted() throws Exception {
        shop.dead("m1").listen(null);
        Http2Client client = client();
        Stream stream = client.open().head(Http2Client.request("POST", "/"), false);
        stream.send(new byte[1000], false);

        Answer answer = stream.answer();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("no instance of shop");
        assertThat(String.valueOf(answer.headers().get("retry-after"))).isEqualTo("1");
        assertThat(answer.headers().get("x-request-id")).isNotNull();
        assertThat(stream.reset.get(10, TimeUnit.SECONDS)).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void who_asks_first_whether_to_go_on_is_told_so() throws Exception {
        shop.echo("m1").listen(null);
        Stream stream = client().open().head(Http2Client.request("POST", "/").add("expect", "100-continue"), false);
        stream.send("go on".getBytes(UTF_8), true);
        assertThat(stream.answer().text()).isEqualTo("go on");
    }

    @Test
    void answers_without_a_body_end_their_streams() throws Exception {
        shop.member("m1", exchange -> {
                    boolean head = exchange.getRequestMethod().equals("HEAD");
                    exchange.sendResponseHeaders(head ? 200 : 204, -1);
                    exchange.close();
                })
                .listen(null);
        Http2Client client = client();
        for (int i = 0; i < 5; i++) {
            Stream head = client.open().head(Http2Client.request("HEAD", "/"), true);
            assertThat(head.answer().status()).isEqualTo(200);
            assertThat(client.get("/").answer().status()).isEqualTo(204);
        }
    }

    @Test
    void what_would_be_two_requests_for_a_member_is_none() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    asked.incrementAndGet();
                    Shop.say(socket, "HTTP/1.1 204 No Content\r\n\r\n");
                })
                .listen(null);
        for (String path : List.of("/ HTTP/1.1\r\nX: y", "/a b", "", "/\r\n\r\nGET /admin HTTP/1.1")) {
            refused(client().get(path));
        }
        refused(client().open().head(Http2Client.request("GET / HTTP/1.1\r\nX: y", "/"), true));
        refused(client().open().head(Http2Client.request("GET", "/").add("x", "a\r\nhost: b"), true));
        refused(client().open().head(Http2Client.request("GET", "/").add("x y", "z"), true));
        refused(client().open().head(Http2Client.request("GET", "/").add("transfer-encoding", "chunked"), true));
        refused(client().open().head(Http2Client.request("GET", "/").add("connection", "x"), true));
        Stream longer = client().open().head(Http2Client.request("POST", "/").add("content-length", "3"), false);
        longer.send("four".getBytes(UTF_8), true);
        refused(longer);
        assertThat(asked.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void headers_without_measure_are_refused() throws Exception {
        shop.echo("m1").listen(null);
        Http2Client client = client();
        Stream large = client.open().head(Http2Client.request("GET", "/").add("x", "y".repeat(13_000)), true);
        assertThat(large.answer().status()).isEqualTo(431);
        assertThat(client.get("/").answer().status()).isEqualTo(200);
        client.open().head(Http2Client.request("GET", "/").add("x", "y".repeat(20_000)), true);
        client.awaitEnd();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void it_is_no_way_to_other_places() throws Exception {
        shop.echo("m1").listen(null);
        Stream stream = client().open().head(Http2Client.request("CONNECT", "/"), false);
        refused(stream);
    }

    @Test
    void a_client_that_takes_back_all_that_it_asks_is_let_go() throws Exception {
        shop.member("m1", exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                })
                .listen(null);
        Http2Client client = client();
        try {
            for (int i = 0; i < 300 && client.isOpen(); i++) {
                client.get("/").takeBack();
            }
        } catch (Exception e) {
            // It was let go while it was asking; by which word is looked at below.
            assertThat(client.goAway).succeedsWithin(Duration.ofSeconds(10));
        }
        assertThat(client.goAway.get(10, TimeUnit.SECONDS)).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        client.awaitEnd();
        assertThat(client.isOpen()).isFalse();
        Await.until("nobody is there", () -> shop.stats.counts().active() == 0);
        nothingIsCarried();
    }

    @Test
    void a_connection_on_which_nothing_happens_ends() {
        Http2Connection handler = new Http2Connection();
        EmbeddedChannel connection = new EmbeddedChannel(handler);
        EmbeddedChannel stream = new EmbeddedChannel();
        handler.opened(stream);
        connection.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
        assertThat(connection.isOpen()).isTrue();
        stream.close();
        connection.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
        assertThat(connection.isOpen()).isFalse();
        connection.outboundMessages().forEach(ReferenceCountUtil::release);
    }

    @Test
    void one_that_would_change_over_to_http2_is_served_as_it_has_come() throws Exception {
        shop.echo("m1").listen(null);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + "/"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.headers().firstValue("Seen-Names").orElseThrow()).doesNotContainIgnoringCase("http2");
    }

    private Http2Client client() throws InterruptedException {
        Http2Client client = new Http2Client(shop.port());
        clients.add(client);
        return client;
    }

    /** With an error's status or with a reset: in any case not served. */
    private static void refused(Stream stream) throws Exception {
        try {
            assertThat(stream.answer().status()).isBetween(400, 501);
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private static String seen(Answer answer, String header) {
        return String.valueOf(answer.headers().get("seen-" + header));
    }

    private void nothingIsCarried() {
        Await.until(
                "nothing is carried",
                () -> shop.shared.loads().of("m1") + shop.shared.loads().of("m2") == 0);
    }

    /** What it comes to when it has not grown for half a second. */
    private static long standsStillAt(AtomicLong growing) throws InterruptedException {
        Await.until("it begins", () -> growing.get() > 0);
        long before = -1;
        while (growing.get() != before) {
            before = growing.get();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return before;
    }

    private static long drain(InputStream in) throws IOException {
        byte[] part = new byte[64 * 1024];
        long all = 0;
        int read = in.read(part);
        while (read >= 0) {
            all += read;
            read = in.read(part);
        }
        return all;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
