package dev.understudy.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.follow.StoredRoutes;
import dev.understudy.runtime.HttpConfig;
import dev.understudy.runtime.OrderToken;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole router with a stored route and without Kafka, asked over HTTP. */
class RouterHttpTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ServiceProcess process;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void start() throws Exception {
        new StoredRoutes(folder.resolve("state")).write(Given.serving(1, Given.A, Given.B));
        Files.writeString(folder.resolve("token"), "secret");
        file = Files.writeString(folder.resolve("understudy.yaml"), """
                kafka: {bootstrap: "127.0.0.1:1"}
                clusters:
                  orders:
                    engine: mariadb
                    primary: orders-a
                    connect: http://127.0.0.1:1
                    nodes: {orders-a: {address: "127.0.0.1:3301"}, orders-b: {address: "127.0.0.1:3302"}}
                    accounts:
                      recovery: {user: u, passwordFile: /nowhere}
                      agent: {user: u, passwordFile: /nowhere}
                      fence: {user: u, passwordFile: /nowhere}
                      connector: {user: u, passwordFile: /nowhere}
                services:
                  shop: {members: {shop-1: "127.0.0.1:1"}}
                router:
                  stateDir: %s
                  listeners:
                    - {name: read, port: 0, cluster: orders, role: reader, balance: {maxLag: 10s}}
                    - {name: web, port: 0, service: shop}
                """.formatted(folder.resolve("state")));
        Configuration configuration = Configuration.read(file, Map.of());
        Reloader reloader = new Reloader(configuration::again);
        RouterHttp answers =
                new RouterHttp(new OrderToken(folder.resolve("token").toString()), reloader);
        process = ServiceProcess.start("router", HttpConfig.onPort(0), answers::routes);
        Router router = process.own(Router.start(
                configuration.required("router", RouterConfig.class),
                configuration,
                System::currentTimeMillis,
                () -> System.nanoTime() / 1_000_000));
        answers.serve(router);
        router.measure(process.metrics());
        reloader.measure(process.metrics());
        reloader.serve(router);
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void an_order_without_the_token_is_not_taken() throws Exception {
        assertThat(order("/members/orders-b/drain", "guessed").statusCode()).isEqualTo(401);
        assertThat(order("/members/orders-b/drain", "").body()).contains("router.tokenFile");
        assertThat(stats()).doesNotContain("\"drained\":true");
    }

    @Test
    void a_member_is_drained_and_undrained_and_it_shows() throws Exception {
        HttpResponse<String> drained = order("/members/orders-b/drain", "secret");
        assertThat(drained.statusCode()).as(drained.body()).isEqualTo(200);
        assertThat(drained.body()).startsWith("orders-b gets no new connections");
        assertThat(stats()).containsPattern("\"node\":\"orders-b\"[^}]*\"drained\":true");
        assertThat(stats()).containsPattern("\"node\":\"orders-a\"[^}]*\"drained\":false");

        assertThat(order("/members/orders-b/undrain", "secret").body()).contains("orders-b is chosen again");
        assertThat(stats()).doesNotContain("\"drained\":true");
    }

    @Test
    void an_instance_of_a_service_can_be_drained_and_a_name_that_nobody_has_cannot() throws Exception {
        assertThat(order("/members/shop-1/drain", "secret").statusCode()).isEqualTo(200);
        HttpResponse<String> unknown = order("/members/shop-9/drain", "secret");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("there are [orders-a, orders-b, shop-1]");
    }

    @Test
    void a_reload_is_answered_with_what_has_changed_and_counted() throws Exception {
        assertThat(order("/reload", "guessed").statusCode()).isEqualTo(401);
        HttpResponse<String> same = order("/reload", "secret");
        assertThat(same.statusCode()).as(same.body()).isEqualTo(200);
        assertThat(same.body()).isEqualTo("reloaded: nothing has changed\n");

        String text = Files.readString(file);
        Files.writeString(file, text.replace("name: web", "name: shop-web"));
        HttpResponse<String> changed = order("/reload", "secret");
        assertThat(changed.body()).isEqualTo("reloaded: shop-web added on 127.0.0.1:0, web removed from 127.0.0.1:0\n");
        assertThat(metrics()).contains("listener=\"shop-web\"").doesNotContain("listener=\"web\"");

        Files.writeString(file, text + "  threads: 9\n");
        HttpResponse<String> restart = order("/reload", "secret");
        assertThat(restart.statusCode()).isEqualTo(409);
        assertThat(restart.body()).contains("router.threads has changed");

        Files.writeString(file, text + "  colour: blue\n");
        HttpResponse<String> wrong = order("/reload", "secret");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("unknown key 'router.colour'").hasLineCount(1);
        assertThat(metrics())
                .contains("understudy_router_reloads_total{result=\"done\",service=\"router\"} 2.0")
                .contains("understudy_router_reloads_total{result=\"refused\",service=\"router\"} 1.0")
                .contains("understudy_router_reloads_total{result=\"wrong\",service=\"router\"} 1.0");
    }

    private String metrics() throws IOException, InterruptedException {
        return send(request("/metrics").build()).body();
    }

    private HttpResponse<String> order(String path, String token) throws IOException, InterruptedException {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private String stats() throws IOException, InterruptedException {
        return send(request("/stats").build()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
