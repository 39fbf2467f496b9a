package dev.understudy.router.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.Await;
import dev.understudy.router.LogLines;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.tls.Authority;
import dev.understudy.router.tls.LiveTls;
import dev.understudy.router.tls.TlsConfig;
import dev.understudy.router.tls.TlsConfig.ClientCertificate;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP port with TLS, with the JDK's clients in front. */
@ExtendWith(LeakCheck.class)
@SuppressWarnings("NullAway.Init") // given by the framework
class TlsTest {

    private static final LiveTls.Times TIMES = new LiveTls.Times(Duration.ofMillis(50), Duration.ofMillis(700));

    private final Shop shop = new Shop();

    @TempDir
    Path folder;

    private Authority authority;
    private TlsConfig.Files files;

    @BeforeEach
    void issue() throws Exception {
        authority = new Authority("ours");
        files = Authority.write(folder, "shop", authority.server("localhost"));
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    @Test
    void who_knows_http2_gets_it_and_others_do_not() throws Exception {
        shop.echo("m1").echo("m2");
        listen(Authority.config(files));
        for (Version version : Version.values()) {
            HttpResponse<String> answer = client(version).send(post("an order"), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("an order");
            assertThat(answer.headers().firstValue("Seen-X-Forwarded-Proto")).contains("[https]");
            assertThat(answer.headers().firstValue("Seen-Host")).contains("[localhost:" + shop.port() + "]");
        }
    }

    @Test
    void many_requests_at_once_share_one_connection() throws Exception {
        shop.echo("m1").echo("m2");
        listen(Authority.config(files));
        HttpClient client = client(Version.HTTP_2);
        assertThat(client.send(post("first"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            asked.add(client.sendAsync(post("order " + i), BodyHandlers.ofString()));
        }
        for (int i = 0; i < asked.size(); i++) {
            assertThat(asked.get(i).get(20, TimeUnit.SECONDS).body()).isEqualTo("order " + i);
        }
        assertThat(shop.stats.counts().accepted()).isEqualTo(1);
    }

    @Test
    void a_large_body_goes_both_ways() throws Exception {
        shop.echo("m1");
        listen(Authority.config(files));
        String large = "0123456789".repeat(400_000);
        for (Version version : Version.values()) {
            HttpRequest request = HttpRequest.newBuilder(uri())
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString(large))
                    .build();
            assertThat(client(version).send(request, BodyHandlers.ofString()).body())
                    .isEqualTo(large);
        }
    }

    @Test
    void the_name_that_a_client_asks_for_picks_the_certificate() throws Exception {
        shop.echo("m1");
        TlsConfig.Files others = Authority.write(folder, "others", authority.server("*.shop.example", "other.example"));
        listen(Authority.config(files, others));
        assertThat(shown("www.shop.example")).isEqualTo("CN=any.shop.example");
        assertThat(shown("other.example")).isEqualTo("CN=any.shop.example");
        assertThat(shown("localhost")).isEqualTo("CN=localhost");
        assertThat(shown("unknown.example")).isEqualTo("CN=localhost");
        assertThat(shown(null)).isEqualTo("CN=localhost");
    }

    @Test
    void where_clients_need_a_certificate_only_the_right_ones_are_served() throws Exception {
        shop.echo("m1");
        Path ca = authority.write(folder.resolve("ca.pem"));
        listen(Authority.config(files, ca, ClientCertificate.REQUIRED));
        for (Version version : Version.values()) {
            assertThat(status(authority.client("till-1"), version)).isEqualTo(200);
            assertThatThrownBy(() -> status(null, version)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> client(insistent(), version).send(post("x"), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        Await.until("they are counted", () -> shop.stats.counts().refused() >= 4);
    }

    @Test
    void members_are_told_whose_certificate_it_was_and_only_by_us() throws Exception {
        shop.echo("m1");
        Path ca = authority.write(folder.resolve("ca.pem"));
        listen(Authority.config(files, ca, ClientCertificate.OPTIONAL));
        X509Bundle till = authority.client("till-1");
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(till.getCertificate().getEncoded()));
        HttpRequest claims = HttpRequest.newBuilder(uri())
                .header("X-Forwarded-Client-Cert", "Hash=00;Subject=\"CN=boss\"")
                .header("x-forwarded-client-cert", "Hash=01")
                .build();
        for (Version version : Version.values()) {
            HttpClient known = client(till, version);
            for (int i = 0; i < 2; i++) {
                assertThat(told(known, claims)).isEqualTo("[Hash=" + hash + ";Subject=\"CN=till-1\"]");
            }
            assertThat(told(client(version), claims)).isEqualTo("null");
        }
    }

    private static String told(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("Seen-X-Forwarded-Client-Cert")
                .orElseThrow();
    }

    @Test
    void where_clients_may_have_one_a_wrong_one_is_still_refused() throws Exception {
        shop.echo("m1");
        Path ca = authority.write(folder.resolve("ca.pem"));
        listen(Authority.config(files, ca, ClientCertificate.OPTIONAL));
        assertThat(status(authority.client("till-1"), Version.HTTP_2)).isEqualTo(200);
        assertThat(status(null, Version.HTTP_2)).isEqualTo(200);
        assertThatThrownBy(() -> client(insistent(), Version.HTTP_2).send(post("x"), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_new_certificate_is_for_new_connections_and_old_ones_go_on() throws Exception {
        shop.echo("m1");
        LiveTls live = listen(Authority.config(files));
        try (SSLSocket old = connect("localhost")) {
            assertThat(ask(old)).startsWith("HTTP/1.1 200");
            replaceBy(authority.server("localhost", "new.example"));
            Await.until("the new one is taken up", () -> live.renewed() == 1);
            try (SSLSocket young = connect("new.example")) {
                assertThat(names(young)).contains("new.example");
                assertThat(ask(young)).startsWith("HTTP/1.1 200");
            }
            assertThat(names(old)).doesNotContain("new.example");
            assertThat(ask(old)).startsWith("HTTP/1.1 200");
        }
        assertThat(live.unusable()).isZero();
    }

    @Test
    void files_that_are_no_use_are_told_and_counted_and_the_old_certificate_stays() throws Exception {
        shop.echo("m1");
        LiveTls live = listen(Authority.config(files));
        try (LogLines log = LogLines.warningsOf(LiveTls.class)) {
            Files.writeString(files.key(), authority.server("localhost").getPrivateKeyPEM());
            Await.until("the wrong key is told", () -> live.unusable() == 1);
            assertThat(shown("localhost")).isEqualTo("CN=localhost");
            Files.delete(files.certificate());
            Await.until("the missing file is told", () -> live.unusable() == 2);
            assertThat(status(null, Version.HTTP_2)).isEqualTo(200);
            assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("web goes on with the certificates"));
            assertThat(log.lines().get(0)).contains("is not the key of").doesNotContain("BEGIN");
            assertThat(log.lines().get(1)).contains("does not exist");
        }
        replaceBy(authority.server("localhost", "new.example"));
        Await.until("the right one is taken up", () -> live.renewed() == 1);
        try (SSLSocket young = connect("new.example")) {
            assertThat(names(young)).contains("new.example");
        }
    }

    @Test
    void who_does_not_come_to_the_end_of_a_handshake_is_let_go() throws Exception {
        shop.echo("m1");
        listen(Authority.config(files));
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), shop.port());
                Socket begun = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            silent.setSoTimeout(5_000);
            begun.setSoTimeout(5_000);
            begun.getOutputStream().write(new byte[] {22, 3, 1, 0, 100, 1});
            assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(20);
            assertThat(begun.getInputStream().readAllBytes()).hasSizeLessThan(20);
        }
        Await.until("nobody is there", () -> shop.stats.counts().active() == 0);
        assertThat(status(null, Version.HTTP_2)).isEqualTo(200);
    }

    @Test
    void what_is_no_tls_is_no_request() throws Exception {
        shop.echo("m1");
        listen(Authority.config(files));
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), shop.port())) {
            plain.setSoTimeout(5_000);
            Shop.say(plain, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertThat(new String(plain.getInputStream().readAllBytes(), UTF_8)).doesNotContain("HTTP/1.1 200");
        }
        Await.until("it is counted", () -> shop.stats.counts().refused() == 1);
    }

    @Test
    void an_answer_before_the_requests_end_arrives() throws Exception {
        shop.dead("m1");
        listen(Authority.config(files));
        try (SSLSocket socket = connect("localhost")) {
            Shop.say(socket, "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(200_000));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 503").endsWith("\n");
        }
    }

    @Test
    void an_answer_that_is_broken_off_is_not_taken_for_a_whole_one() throws Exception {
        shop.byHand("m1", socket -> {
            Shop.head(socket);
            Shop.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        });
        listen(Authority.config(files));
        try (SSLSocket socket = connect("localhost")) {
            Shop.say(socket, "GET / HTTP/1.0\r\n\r\n");
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    private LiveTls listen(TlsConfig config) throws Exception {
        LiveTls live = LiveTls.start("web", config, TIMES);
        shop.listen(live);
        return live;
    }

    /** As those do it who renew certificates: each file in one instant, one after the other. */
    private void replaceBy(X509Bundle bundle) throws IOException {
        TlsConfig.Files fresh = Authority.write(folder, "fresh", bundle);
        Files.move(fresh.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpClient client(@Nullable X509Bundle own, Version version) throws Exception {
        return client(authority.believer(own), version);
    }

    private HttpClient client(Version version) throws Exception {
        return client(authority.believer(null), version);
    }

    /** Shows a certificate of others, though it was told that it will not do. */
    private SSLContext insistent() throws Exception {
        return authority.insistent(new Authority("others").client("till-1"));
    }

    private static HttpClient client(SSLContext context, Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(context)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private int status(@Nullable X509Bundle own, Version version) throws Exception {
        return client(own, version).send(post("x"), BodyHandlers.ofString()).statusCode();
    }

    private URI uri() {
        return URI.create("https://localhost:" + shop.port() + "/");
    }

    private HttpRequest post(String body) {
        return HttpRequest.newBuilder(uri())
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private SSLSocket connect(@Nullable String name) throws Exception {
        SSLSocket socket = (SSLSocket)
                authority.believer(null).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), shop.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    private String shown(@Nullable String name) throws Exception {
        try (SSLSocket socket = connect(name)) {
            return certificate(socket).getSubjectX500Principal().getName();
        }
    }

    private static List<String> names(SSLSocket socket) throws Exception {
        return certificate(socket).getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static String ask(SSLSocket socket) throws IOException {
        Shop.say(socket, "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
        return Shop.head(socket);
    }
}
