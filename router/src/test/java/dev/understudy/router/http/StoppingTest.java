package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.http.Http2Client.Stream;
import dev.understudy.router.net.LeakCheck;
import io.netty.handler.codec.http2.Http2Error;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The HTTP port when the router stops. */
@ExtendWith(LeakCheck.class)
class StoppingTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Shop shop = new Shop();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answers = new CountDownLatch(1);

    @BeforeEach
    void listen() throws Exception {
        shop.byHand("m1", socket -> {
                    while (true) {
                        String head = Shop.head(socket);
                        if (head.contains("/slow")) {
                            asked.countDown();
                            await(answers);
                        }
                        Shop.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole");
                    }
                })
                .listen(null);
    }

    @AfterEach
    void close() throws Exception {
        answers.countDown();
        shop.close();
    }

    @Test
    void http2_hears_of_it_and_gets_what_it_has_asked_for() throws Exception {
        try (Http2Client client = new Http2Client(shop.port())) {
            Stream slow = client.get("/slow");
            asked.await();
            CompletableFuture<Integer> left = stop(LONG);
            assertThat(client.goAway.get(10, TimeUnit.SECONDS)).isEqualTo(Http2Error.NO_ERROR);
            assertThat(client.isOpen()).isTrue();
            answers.countDown();
            assertThat(slow.answer().text()).isEqualTo("whole");
            assertThat(left.get(10, TimeUnit.SECONDS)).isZero();
            client.awaitEnd();
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void http1_is_told_in_the_answer_that_it_is_the_last() throws Exception {
        try (Socket client = connect()) {
            Shop.say(client, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(Shop.head(client)).doesNotContainIgnoringCase("connection: close");
            assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
            Shop.say(client, "GET /slow HTTP/1.1\r\nHost: shop\r\n\r\n");
            asked.await();
            CompletableFuture<Integer> left = stop(LONG);
            // So that it has been told when the answer comes.
            TimeUnit.MILLISECONDS.sleep(100);
            answers.countDown();
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("connection: close")
                    .endsWith("whole");
            assertThat(left.get(10, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void who_has_nothing_under_way_is_let_go_at_once() throws Exception {
        try (Socket used = connect();
                Http2Client second = new Http2Client(shop.port())) {
            Shop.say(used, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(Shop.head(used)).startsWith("HTTP/1.1 200");
            assertThat(used.getInputStream().readNBytes(5)).hasSize(5);
            assertThat(second.get("/").answer().status()).isEqualTo(200);
            long from = System.nanoTime();
            assertThat(shop.stop(LONG)).isZero();
            assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(2));
            assertThat(used.getInputStream().read()).isEqualTo(-1);
            second.awaitEnd();
            assertThat(second.isOpen()).isFalse();
        }
    }

    @Test
    void what_does_not_end_is_not_waited_for_longer_than_allowed() throws Exception {
        try (Socket client = connect()) {
            Shop.say(client, "GET /slow HTTP/1.1\r\nHost: shop\r\n\r\n");
            asked.await();
            assertThat(shop.stop(Duration.ofMillis(200))).isEqualTo(1);
        }
    }

    private CompletableFuture<Integer> stop(Duration longest) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return shop.stop(longest);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Socket connect() throws Exception {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), shop.port());
        client.setSoTimeout(10_000);
        return client;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
