package dev.understudy.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.ListenerSetup.Source;
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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    private final Transport transport = Transport.start(2);
    private final LiveTable table = new LiveTable(RouteTable.EMPTY);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Listeners listeners = new Listeners(
            new ListenerSetup(
                    table,
                    new Connections(),
                    new Backends(
                            transport,
                            NodeWatches.untold(),
                            Given.shared(() -> System.nanoTime() / 1_000_000),
                            new Lags()),
                    new Clients()),
            null);
    private Setup setup = new Setup(Map.of(), List.of());

    @AfterEach
    void close() {
        listeners.close();
        transport.close();
    }

    @Test
    void a_thousand_reloads_leave_nothing_behind() throws Exception {
        listeners.measure(new RouterMeters(registry));
        reload("kept", "round-robin");
        int subscribers = table.subscribers();
        int meters = registry.getMeters().size();
        int threads = Thread.activeCount();

        for (int round = 0; round < 1_000; round++) {
            reload("name-" + round, round % 2 == 0 ? "least-connections" : "round-robin");
        }

        assertThat(table.subscribers()).isEqualTo(subscribers);
        assertThat(registry.getMeters()).hasSize(meters);
        assertThat(listeners.counts()).extracting("name").containsExactly("name-999", "web", "read");
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    }

    /** One is renamed each time, which is another one on any free port; two change. */
    private void reload(String name, String policy) throws Exception {
        Configuration file = Configuration.read(
                Files.writeString(folder.resolve("understudy.yaml"), """
                kafka: {bootstrap: "127.0.0.1:1"}
                clusters:
                  orders:
                    engine: mariadb
                    primary: orders-a
                    connect: http://127.0.0.1:1
                    nodes: {orders-a: {address: "127.0.0.1:3301"}}
                    accounts:
                      recovery: {user: u, passwordFile: /nowhere}
                      agent: {user: u, passwordFile: /nowhere}
                      fence: {user: u, passwordFile: /nowhere}
                      connector: {user: u, passwordFile: /nowhere}
                services:
                  shop: {members: {shop-1: "127.0.0.1:1"}}
                router:
                  listeners:
                    - {name: %s, port: 0, cluster: orders, role: writer}
                    - {name: web, port: 0, service: shop, balance: %s}
                    - {name: read, port: 0, cluster: orders, role: reader, balance: %s}
                """.formatted(name, policy, policy)), Map.of());
        RouterConfig config = file.required("router", RouterConfig.class);
        Setup wanted = Reloadable.of(config, file);
        Setup before = setup.sites().isEmpty() ? wanted.withoutSites() : setup;
        assertThat(Planner.plan(before, wanted)).isInstanceOfSatisfying(Plan.class, plan -> {
            try {
                listeners.carryOut(plan, new Source(config, file));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        setup = wanted;
    }
}
