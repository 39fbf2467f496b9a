package dev.understudy.router.plain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.Await;
import dev.understudy.router.net.LeakCheck;
import dev.understudy.router.net.Transport;
import dev.understudy.router.plain.Street.House;
import dev.understudy.router.tls.Authority;
import io.netty.pkitesting.X509Bundle;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers of the JDK's TLS with certificates of their own behind one port, and its clients in front. */
@ExtendWith(LeakCheck.class)
@SuppressWarnings("NullAway.Init") // given by the framework
class TlsPassThroughTest {

    private final Street street = new Street(Transport.startNio(2));
    private Authority authority;
    private House web1;
    private House web2;
    private House shop1;
    private int port;

    @BeforeEach
    void open() throws Exception {
        authority = new Authority("ours");
        X509Bundle web = authority.server("orders.example");
        X509Bundle shop = authority.server("*.shop.example");
        web1 = server("web1", web);
        web2 = server("web2", web);
        shop1 = server("shop1", shop);
        port = street.tls(
                Map.of("orders.example", "web", "*.shop.example", "shop"),
                Map.of(
                        "web", street.members("web", web1.in("web"), web2.in("web")),
                        "shop", street.members("shop", shop1.in("shop"))));
    }

    @AfterEach
    void close() throws Exception {
        street.close();
    }

    @Test
    void each_name_is_taken_to_its_service_which_shows_its_own_certificate() throws Exception {
        SSLSocket orders = client("orders.example");
        assertThat(subject(orders)).isEqualTo("CN=orders.example");
        assertThat(said(orders)).startsWith("web");
        SSLSocket shop = client("www.shop.example");
        assertThat(subject(shop)).isEqualTo("CN=any.shop.example");
        assertThat(said(shop)).isEqualTo("shop1");

        byte[] much = "0123456789".repeat(100_000).getBytes(US_ASCII);
        Thread says = new Thread(() -> say(shop, much));
        says.start();
        assertThat(shop.getInputStream().readNBytes(much.length)).isEqualTo(much);
        says.join();
        assertThat(street.stats.counts().refused()).isZero();
    }

    @Test
    void who_names_nobody_that_is_known_hears_so() {
        for (String name : new String[] {"other.example", null}) {
            assertThatThrownBy(() -> client(name))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized_name");
        }
        Await.until("they are counted", () -> street.stats.counts().refused() == 2);
    }

    @Test
    void when_a_member_dies_its_clients_end_and_new_ones_go_to_the_next() throws Exception {
        SSLSocket first = client("orders.example");
        boolean isOne = said(first).equals("web1");

        (isOne ? web1 : web2).close();

        assertThatThrownBy(() -> {
                    if (first.getInputStream().read() < 0) {
                        throw new EOFException("ended");
                    }
                })
                .isInstanceOf(IOException.class);
        for (int i = 0; i < 4; i++) {
            assertThat(said(client("orders.example"))).isEqualTo(isOne ? "web2" : "web1");
        }
        Await.until("four are carried", () -> street.carriedBy(web1, web2) == 4);
    }

    @Test
    void a_side_that_says_no_more_in_the_words_of_tls_is_still_answered() throws Exception {
        SSLSocket client = client("www.shop.example");
        assertThat(said(client)).isEqualTo("shop1");
        client.getOutputStream().write("last words".getBytes(US_ASCII));
        client.shutdownOutput();
        assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("last words");
        Await.until("all is given back", () -> street.carriedBy(shop1) == 0);
    }

    /** Says its name, and then what it hears. */
    private House server(String name, X509Bundle certificate) throws Exception {
        SSLContext context = authority.believer(certificate);
        ServerSocket listening =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return street.house(name, listening, socket -> {
            socket.getOutputStream().write((name + "\n").getBytes(US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        });
    }

    private SSLSocket client(@Nullable String name) throws Exception {
        Socket plain = street.client(port);
        SSLSocket socket =
                (SSLSocket) authority.believer(null).getSocketFactory().createSocket(plain, null, port, true);
        if (name != null) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket client) throws Exception {
        return ((X509Certificate) client.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static String said(Socket client) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int next = client.getInputStream().read();
                next != '\n';
                next = client.getInputStream().read()) {
            if (next < 0) {
                throw new EOFException("after '" + line + "'");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void say(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
