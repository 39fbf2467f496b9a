package dev.understudy.router.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.RouterConfig;
import dev.understudy.router.routing.Demand;
import dev.understudy.router.routing.Role;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyConfigTest {

    private static final String WRITER = "{socket: /run/h.sock, backend: w, cluster: orders, role: writer";

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @Test
    void a_router_may_steer_and_have_no_port_of_its_own() throws IOException {
        RouterConfig config = read(WRITER + "}");
        assertThat(config.listeners()).isEmpty();
        HaproxyConfig entry = config.haproxy().get(0);
        assertThat(entry.address()).isEqualTo(UnixDomainSocketAddress.of("/run/h.sock"));
        assertThat(entry.demand()).isEqualTo(new Demand("orders", Role.WRITER, true));
        assertThat(entry.hold()).isEqualTo("hold");
        assertThat(entry.servers()).isEmpty();
    }

    @Test
    void all_of_it_is_read() throws IOException {
        HaproxyConfig entry =
                read("{socket: '127.0.0.1:9999', backend: r, cluster: orders, role: reader, fallback: none,"
                                + " hold: waiting, servers: {orders-a: db1}}")
                        .haproxy()
                        .get(0);
        assertThat(entry.address()).isEqualTo(new InetSocketAddress("127.0.0.1", 9999));
        assertThat(entry.demand()).isEqualTo(new Demand("orders", Role.READER, false));
        assertThat(entry.hold()).isEqualTo("waiting");
        assertThat(entry.servers()).isEqualTo(Map.of("orders-a", "db1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{backend: w, cluster: orders, role: writer} | haproxy w: socket is missing",
                "{socket: h.sock, backend: w, cluster: orders, role: writer} | expected host:port",
                "{socket: /h, cluster: orders, role: writer} | an entry has no backend",
                "{socket: /h, backend: 'w;quit', cluster: orders, role: writer} | a name in HAProxy has letters",
                "{socket: /h, backend: w, role: writer} | haproxy w: needs a cluster and a role",
                "{socket: /h, backend: w, cluster: orders} | haproxy w: needs a cluster and a role",
                "{socket: /h, backend: w, cluster: orders, role: both} | role is writer or reader",
                "{socket: /h, backend: w, cluster: orders, role: writer, fallback: none} | fallback is for role: reader",
                "{socket: /h, backend: w, cluster: orders, role: writer, frontend: f} | unknown key",
                "{socket: /h, backend: w, cluster: orders, role: writer, servers: {a: x, b: x}} | is given twice",
                "{socket: /h, backend: w, cluster: orders, role: writer, servers: {a: hold}} | is given twice",
                "{socket: /h, backend: w, cluster: orders, role: writer, servers: {a: 'x y'}} | servers.a: a name in",
            })
    void one_line_says_what_is_wrong(String given, String said) {
        assertThatThrownBy(() -> read(given))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
    }

    @Test
    void nobody_steers_one_backend_twice() {
        assertThatThrownBy(() -> read(WRITER + "}", WRITER + "}")).hasMessageContaining("is given twice");
    }

    private RouterConfig read(String... entries) throws IOException {
        Path file = folder.resolve("understudy.yaml");
        Files.writeString(
                file,
                "router:\n  haproxy:\n"
                        + String.join(
                                "",
                                List.of(entries).stream()
                                        .map(entry -> "    - " + entry + "\n")
                                        .toList()));
        return Configuration.read(file, Map.of()).required("router", RouterConfig.class);
    }
}
