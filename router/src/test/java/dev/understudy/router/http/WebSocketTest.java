package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Await;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.tls.Authority;
import dev.understudy.router.tls.LiveTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The change to WebSocket: what it carries is bytes here. */
@ExtendWith(LeakCheck.class)
class WebSocketTest {

    private static final String ASKED = "GET /chat HTTP/1.1\r\nHost: shop\r\nConnection: keep-alive, Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Key: abc\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final String AGREED = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Accept: xyz\r\n\r\n";

    private final Shop shop = new Shop();

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void after_the_members_word_each_side_gets_what_the_other_sends() throws Exception {
        CompletableFuture<String> asked = echoing();
        shop.listen(null);
        try (Socket client = connect()) {
            chat(client);
            assertThat(asked.get(10, TimeUnit.SECONDS).toLowerCase(Locale.ROOT))
                    .contains("connection: upgrade\r\n", "upgrade: websocket\r\n", "sec-websocket-key: abc\r\n");
            assertThat(shop.shared.loads().of("m1")).isEqualTo(1);
        }
        nothingIsCarried();
    }

    @Test
    void under_tls_too(@TempDir Path folder) throws Exception {
        echoing();
        Authority authority = new Authority("ours");
        shop.listen(LiveTls.start(
                "web",
                Authority.config(Authority.write(folder, "shop", authority.server("localhost"))),
                LiveTls.Times.USUAL));
        try (Socket client = authority
                .believer(null)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), shop.port())) {
            client.setSoTimeout(10_000);
            chat(client);
        }
        nothingIsCarried();
    }

    @Test
    void a_side_that_sends_no_more_still_gets_what_comes() throws Exception {
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    Shop.say(socket, AGREED);
                    String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
                    Shop.say(socket, "all of " + all);
                })
                .listen(null);
        try (Socket client = connect()) {
            Shop.say(client, ASKED);
            Shop.head(client);
            Shop.say(client, "it");
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("all of it");
        }
        nothingIsCarried();
        Await.until("it is closed", () -> shop.stats.counts().active() == 0);
    }

    @Test
    void what_a_slow_client_does_not_take_is_not_read_from_the_member() throws Exception {
        long large = 48L * 1024 * 1024;
        AtomicLong sent = new AtomicLong();
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    Shop.say(socket, AGREED);
                    byte[] part = new byte[64 * 1024];
                    while (sent.get() < large) {
                        socket.getOutputStream().write(part);
                        sent.addAndGet(part.length);
                    }
                })
                .listen(null);
        try (Socket client = connect()) {
            Shop.say(client, ASKED);
            Shop.head(client);
            TimeUnit.MILLISECONDS.sleep(1_000);
            assertThat(sent.get()).isPositive().isLessThan(large / 2);
            assertThat(client.getInputStream().readAllBytes().length).isEqualTo((int) large);
        }
        nothingIsCarried();
    }

    @Test
    void a_member_that_does_not_agree_answers_as_ever() throws Exception {
        shop.byHand("m1", socket -> {
                    for (int i = 0; i < 2; i++) {
                        Shop.head(socket);
                        Shop.say(socket, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                    }
                })
                .listen(null);
        try (Socket client = connect()) {
            for (int i = 0; i < 2; i++) {
                Shop.say(client, ASKED);
                assertThat(Shop.head(client)).startsWith("HTTP/1.1 403");
                assertThat(new String(client.getInputStream().readNBytes(2), UTF_8))
                        .isEqualTo("no");
            }
        }
        nothingIsCarried();
    }

    @Test
    void one_that_changes_over_unasked_is_not_followed() throws Exception {
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    Shop.say(socket, AGREED + "bytes of something");
                    socket.getInputStream().readAllBytes();
                })
                .listen(null);
        try (Socket client = connect()) {
            Shop.say(client, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(Shop.head(client)).startsWith("HTTP/1.1 502");
        }
        nothingIsCarried();
    }

    @Test
    void who_does_not_wait_for_the_members_word_is_let_go() throws Exception {
        shop.byHand("m1", socket -> {
                    Shop.head(socket);
                    pause();
                    Shop.say(socket, AGREED);
                    socket.getInputStream().readAllBytes();
                })
                .listen(null);
        try (Socket client = connect()) {
            Shop.say(client, ASKED + "GET /early HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(client.getInputStream().readAllBytes().length).isLessThan(1_000);
        }
        nothingIsCarried();
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Says hello as soon as it has agreed, and then whatever it hears. */
    private CompletableFuture<String> echoing() throws IOException {
        CompletableFuture<String> asked = new CompletableFuture<>();
        shop.byHand("m1", socket -> {
            asked.complete(Shop.head(socket));
            Shop.say(socket, AGREED + "hello");
            int next = socket.getInputStream().read();
            while (next >= 0) {
                socket.getOutputStream().write(next);
                next = socket.getInputStream().read();
            }
        });
        return asked;
    }

    private static void chat(Socket client) throws IOException {
        Shop.say(client, ASKED);
        assertThat(Shop.head(client).toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 101")
                .contains("connection: upgrade\r\n", "upgrade: websocket\r\n", "sec-websocket-accept: xyz\r\n")
                .contains("x-request-id: ")
                .doesNotContain("transfer-encoding", "content-length");
        assertThat(new String(client.getInputStream().readNBytes(5), UTF_8)).isEqualTo("hello");
        for (int i = 0; i < 20; i++) {
            String said = "message " + (100 + i);
            Shop.say(client, said);
            assertThat(new String(client.getInputStream().readNBytes(said.length()), UTF_8))
                    .isEqualTo(said);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void nothingIsCarried() {
        Await.until("nothing is carried", () -> shop.shared.loads().of("m1") == 0);
    }
}
