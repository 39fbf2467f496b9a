package dev.understudy.router;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.http.Clients;
import dev.understudy.router.net.Transport;
import dev.understudy.router.reload.Planner;
import dev.understudy.router.reload.Reload.Plan;
import dev.understudy.router.reload.Setup;
import dev.understudy.router.routing.RouteTable;
import dev.understudy.router.select.Lags;
import dev.understudy.router.sighting.NodeWatches;
import dev.understudy.router.tcp.Backends;
import dev.understudy.router.tcp.Connections;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code understudy.yaml} to the ports of services that are spoken to in plain TCP. */
class PlainServicesTest {

    private final Transport transport = Transport.startNio(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_service_in_plain_tcp_is_carried_and_shown_with_the_others() throws Exception {
        try (ServerSocket member = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int port = free();
            try (Listeners listeners = listen("port: " + port + ", service: web, mode: tcp", member.getLocalPort());
                    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket served = member.accept()) {
                client.getOutputStream().write("any".getBytes(US_ASCII));
                assertThat(served.getInputStream().readNBytes(3)).isEqualTo("any".getBytes(US_ASCII));
                assertThat(listeners.instances()).extracting(one -> one.node()).containsExactly("web-1");
                assertThat(listeners.counts().get(0).active()).isEqualTo(1);
            }
        }
    }

    @Test
    void services_that_tls_passes_through_to_must_be_there_and_have_the_members_that_are_balanced() {
        assertThatThrownBy(() -> listen("port: 0, passThrough: {a.example: web, b.example: cellar}", 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cellar");
        assertThatThrownBy(() -> listen(
                        "port: 0, passThrough: {a.example: web, default: shop}, balance: {members: {c: {weight: 2}}}",
                        1))
                .hasMessage("router: listener l balances c, which is no member of shop or web");
    }

    @Test
    void members_of_all_services_may_be_balanced_and_each_is_there_once() throws Exception {
        try (Listeners listeners = listen(
                "port: 0, passThrough: {a.example: web, '*.a.example': web, b.example: shop},"
                        + " balance: {members: {web-1: {weight: 2}, shop-1: {weight: 3}}}",
                1)) {
            assertThat(listeners.instances())
                    .extracting(one -> one.node())
                    .containsExactlyInAnyOrder("web-1", "shop-1");
        }
    }

    private Listeners listen(String listener, int member) throws Exception {
        Path file = folder.resolve("understudy.yaml");
        Files.writeString(
                file,
                "kafka: {bootstrap: '127.0.0.1:1'}\nservices:\n  web: {members: {web-1: '127.0.0.1:" + member + "'}}\n"
                        + "  shop: {members: {shop-1: '127.0.0.1:2'}}\n"
                        + "router:\n  listeners:\n    - {name: l, " + listener + "}\n");
        Configuration configuration = Configuration.read(file, Map.of());
        RouterConfig config = configuration.required("router", RouterConfig.class);
        Backends backends = new Backends(
                transport, NodeWatches.untold(), Given.shared(() -> System.nanoTime() / 1_000_000), new Lags());
        Listeners listeners = new Listeners(
                new ListenerSetup(new LiveTable(RouteTable.EMPTY), new Connections(), backends, new Clients()), null);
        Setup wanted = Reloadable.of(config, configuration);
        listeners.carryOut(
                (Plan) Planner.plan(wanted.withoutSites(), wanted), new ListenerSetup.Source(config, configuration));
        return listeners;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
