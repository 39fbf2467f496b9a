package dev.understudy.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.router.RouterConfig.Mode;
import dev.understudy.router.balance.BalanceConfig;
import dev.understudy.router.balance.BalanceConfig.Fallback;
import dev.understudy.router.balance.BalanceConfig.Policy;
import dev.understudy.router.balance.HashRule;
import dev.understudy.router.plain.PassThrough;
import dev.understudy.router.proxy.Network;
import dev.understudy.router.proxy.ProxyProtocol;
import dev.understudy.router.tls.TlsConfig;
import dev.understudy.router.tls.TlsConfig.ClientCertificate;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterConfigTest {

    private static final String READER = "{name: r, port: 6034, cluster: orders, role: reader";
    private static final String SERVICE = "{name: s, port: 8080, service: shop";

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @Test
    void without_a_word_the_least_loaded_is_chosen() throws IOException {
        assertThat(balance(READER + "}")).isEqualTo(BalanceConfig.defaults());
        assertThat(BalanceConfig.defaults().policy()).isEqualTo(Policy.LEAST_CONNECTIONS);
    }

    @Test
    void a_policy_alone_is_enough() throws IOException {
        assertThat(balance(READER + ", balance: round-robin}")).isEqualTo(BalanceConfig.of(Policy.ROUND_ROBIN));
    }

    @Test
    void all_of_it_is_read() throws IOException {
        BalanceConfig all = balance(READER + ", balance: {policy: latency, decay: 5s, slowStart: 30s, maxLag: 2s,"
                + " fallback: none, localEnough: 0.7, members: {b: {weight: 3, zone: east, maxConnections: 40}},"
                + " outliers: {failures: 7, maxShare: 0.3}}}");
        assertThat(all.policy()).isEqualTo(Policy.LATENCY);
        assertThat(all.decay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(all.slowStart()).isEqualTo(Duration.ofSeconds(30));
        assertThat(all.maxLag()).isEqualTo(Duration.ofSeconds(2));
        assertThat(all.fallback()).isEqualTo(Fallback.NONE);
        assertThat(all.localEnough()).isEqualTo(0.7);
        assertThat(all.member("b").weight()).isEqualTo(3);
        assertThat(all.member("b").zone()).isEqualTo("east");
        assertThat(all.member("b").most()).isEqualTo(40);
        assertThat(all.member("c").most()).isEqualTo(Integer.MAX_VALUE);
        assertThat(all.outliers()).isNotNull();
        HashRule hash = balance(SERVICE + ", balance: {policy: hash, hash: {by: cookie, name: cart, table: maglev,"
                        + " bound: 1.25}}}")
                .hash();
        assertThat(hash).isEqualTo(new HashRule(HashRule.By.COOKIE, "cart", HashRule.Table.MAGLEV, 1.25));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "round | policy is least-connections, round-robin, latency or hash, not 'round'",
                "{policy: fair} | policy is least-connections, round-robin, latency or hash, not 'fair'",
                "{polcy: hash} | unknown key",
                "{fallback: nobody} | fallback is writer or none",
                "{maxLag: 0s} | maxLag is 1ms or more",
                "{slowStart: 2h} | slowStart is at most 1h",
                "{localEnough: 2} | localEnough is 0 to 1",
                "{members: {b: {weight: 0}}} | weight is 1 to 100, not 0",
                "{members: {b: {maxConnections: 0}}} | maxConnections is 1 or more",
                "{policy: hash, hash: {by: cookie}} | name is for by: header and by: cookie",
                "{policy: hash, hash: {bound: 0.9}} | bound is 1 or more",
                "{policy: hash, hash: {by: header, name: X}} | a header or a cookie",
                "{outliers: {failures: 0}} | failures and requests are 1 or more",
                "{outliers: {maxTime: 1s}} | maxTime not less than baseTime",
            })
    void one_line_says_what_is_wrong(String given, String said) {
        assertThatThrownBy(() -> balance(READER + ", balance: " + given + "}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
    }

    @Test
    void who_says_of_whom_a_connection_is_is_read() throws IOException {
        assertThat(listener(READER + "}").proxyProtocol()).isEqualTo(ProxyProtocol.NONE);
        ProxyProtocol both = listener(READER + ", proxyProtocol: {accept: [10.0.0.0/8, 'fd00::/8'], send: true}}")
                .proxyProtocol();
        assertThat(both.accept()).extracting(Network::toString).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(both.send()).isTrue();
        assertThat(listener(SERVICE + ", proxyProtocol: {accept: [192.0.2.1]}}")
                        .proxyProtocol()
                        .send())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cluster: orders, role: reader | {accept: [lb.example]} | 'lb.example' is no network: write ADDRESS/BITS",
                "cluster: orders, role: reader | {accept: [10.0.0.0/33]} | '10.0.0.0/33' is no network",
                "cluster: orders, role: reader | {accept: [null]} | accept has an entry without a network",
                "cluster: orders, role: writer | {trust: []} | unknown key",
                "service: shop | {send: true} | listener l: proxyProtocol.send is for a cluster's servers and for mode: tcp; over HTTP a service"
                        + " learns its client from X-Forwarded-For: take it away"
            })
    void a_mistake_in_it_is_told(String what, String proxyProtocol, String said) {
        assertThatThrownBy(() -> listener("{name: l, port: 1, " + what + ", proxyProtocol: " + proxyProtocol + "}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
    }

    @Test
    void what_only_readers_have_is_told_to_others() {
        assertThatThrownBy(() -> balance(SERVICE + ", balance: {maxLag: 5s}}")).hasMessageContaining("role: reader");
        assertThatThrownBy(() -> balance("{name: w, port: 1, cluster: orders, role: writer, balance: hash}"))
                .hasMessageContaining("balance is for readers and services");
    }

    @Test
    void tls_is_for_services_and_needs_files() throws IOException {
        String files = "certificates: [{certificate: a.pem, key: a.key}]";
        assertThat(listener(SERVICE + ", tls: {" + files + ", clientCa: ca.pem}}")
                        .tls())
                .isEqualTo(new TlsConfig(
                        List.of(new TlsConfig.Files(Path.of("a.pem"), Path.of("a.key"))),
                        Path.of("ca.pem"),
                        ClientCertificate.REQUIRED));
        assertThat(listener(SERVICE + "}").tls()).isNull();
        assertThatThrownBy(() -> listener(READER + ", tls: {" + files + "}}"))
                .hasMessageContaining("tls is for services; a database's clients begin TLS inside its protocol");
        assertThatThrownBy(() -> listener(SERVICE + ", tls: {}}")).hasMessageContaining("certificates is missing");
        assertThatThrownBy(() -> listener(SERVICE + ", tls: {certificates: [{certificate: a.pem}]}}"))
                .hasMessageContaining("needs certificate and key");
        assertThatThrownBy(() -> listener(SERVICE + ", tls: {" + files + ", clientCertificate: optional}}"))
                .hasMessageContaining("needs tls.clientCa");
        assertThatThrownBy(
                        () -> listener(SERVICE + ", tls: {" + files + ", clientCa: c.pem, clientCertificate: maybe}}"))
                .hasMessageContaining("required or optional, not 'maybe'");
    }

    @Test
    void what_passes_through_as_it_is_is_read() throws IOException {
        assertThat(listener(SERVICE + "}").mode()).isEqualTo(Mode.HTTP);
        assertThat(listener(SERVICE + ", mode: tcp, proxyProtocol: {send: true}, balance: round-robin}")
                        .mode())
                .isEqualTo(Mode.TCP);
        RouterConfig.Listener tls = listener("{name: t, port: 1, passThrough: {orders.example: web,"
                + " '*.shop.example': shop, default: web}, balance: {members: {b: {weight: 3}}}}");
        assertThat(tls.mode()).isEqualTo(Mode.TCP);
        assertThat(tls.passThrough())
                .isEqualTo(
                        new PassThrough(Map.of("orders.example", "web", "*.shop.example", "shop", "default", "web")));
        assertThat(tls.services()).containsExactly("shop", "web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passThrough: {a.example: web}, cluster: orders, role: writer | passThrough is for services; a database's"
                        + " clients begin TLS inside its protocol",
                "passThrough: {a.example: web}, service: shop | needs a cluster and a role, or a service, or passThrough",
                "passThrough: {} | passThrough has no names",
                "passThrough: {a.example: web}, tls: {certificates: [{certificate: a, key: b}]} | tls is for a service"
                        + " over HTTP; here TLS passes through",
                "passThrough: {a.example: web}, mode: tcp | mode is for a service",
                "service: shop, mode: udp | mode is http or tcp, not 'udp'",
                "cluster: orders, role: writer, mode: tcp | mode is for a service",
                "service: shop, mode: tcp, tls: {certificates: [{certificate: a, key: b}]} | tls is for a service over HTTP",
                "service: shop, mode: tcp, balance: {policy: hash, hash: {by: header, name: X}} | a header or a cookie has"
                        + " only a service's client over HTTP",
            })
    void what_does_not_go_with_it_is_told(String what, String said) {
        assertThatThrownBy(() -> listener("{name: l, port: 1, " + what + "}")).hasMessageContaining(said);
    }

    @Test
    void how_many_connections_a_listener_has_is_read() throws IOException {
        assertThat(listener(READER + "}").maxConnections()).isNull();
        assertThat(listener(SERVICE + ", maxConnections: 500}").maxConnections())
                .isEqualTo(500);
        assertThatThrownBy(() -> listener(READER + ", maxConnections: 0}"))
                .hasMessageContaining("listener r: maxConnections is 1 or more, not 0");
    }

    private BalanceConfig balance(String listener) throws IOException {
        return listener(listener).balance();
    }

    private RouterConfig.Listener listener(String listener) throws IOException {
        Path file = folder.resolve("understudy.yaml");
        Files.writeString(file, "router:\n  listeners:\n    - " + listener + "\n");
        return Configuration.read(file, Map.of())
                .required("router", RouterConfig.class)
                .listeners()
                .get(0);
    }
}
