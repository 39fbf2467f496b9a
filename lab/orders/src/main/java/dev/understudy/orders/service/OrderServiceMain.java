package dev.understudy.orders.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.understudy.events.Address;
import dev.understudy.heartbeat.HeartbeatSettings;
import dev.understudy.heartbeat.Instance;
import dev.understudy.heartbeat.ServiceHeartbeat;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.ServiceProcess.Health;
import dev.understudy.runtime.config.Configuration;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Wires one instance of the order service. */
public final class OrderServiceMain {

    private static final String SERVICE = "order-service";
    private static final Duration HEARTBEAT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private OrderServiceMain() {}

    /**
     * Runs until SIGTERM.
     *
     * @param instance the instance's name
     * @return the exit status
     */
    public static int run(Configuration configuration, String instance) {
        OrdersConfig config = configuration.required("orders", OrdersConfig.class);
        int pool = config.poolSize() == null ? 8 : config.poolSize();
        OrderBook book = new OrderBook(
                pool("write", config.jdbcWrite(), config, pool),
                pool("read", config.jdbcRead(), config, Math.max(1, pool / 2)),
                instance,
                PATIENCE.toNanos());
        ServiceProcess process = ServiceProcess.start(instance, config.http(), http -> routes(http, book));
        process.own(book);
        process.readyWhen("database", () -> new Health(book.answers(), "the writer by way of the router"));
        process.own(ServiceHeartbeat.start(
                new HeartbeatSettings(configuration.kafka().client(), HEARTBEAT),
                new Instance(SERVICE, instance, "localhost", new Address("127.0.0.1", process.port())),
                System.currentTimeMillis()));
        return process.await();
    }

    private static void routes(Javalin http, OrderBook book) {
        http.post("/orders", context -> place(context, book));
        http.get("/orders/{id}", context -> read(context, book));
    }

    private static void place(Context context, OrderBook book) throws InterruptedException {
        Order order;
        try {
            order = context.bodyAsClass(Order.class);
        } catch (RuntimeException e) {
            answer(context, 400, "rejected", "not an order: {\"id\", \"sku\", \"quantity\"}");
            return;
        }
        switch (book.place(order)) {
            case PLACED -> answer(context, 201, "acknowledged", order.id());
            case THERE_ALREADY -> answer(context, 200, "acknowledged", order.id());
            case UNKNOWN -> answer(context, 500, "unknown", "COMMIT was not answered: ask for the same id again");
            case REJECTED -> {
                context.header("Retry-After", "1");
                answer(context, 503, "rejected", "the database cannot be reached");
            }
        }
    }

    private static void read(Context context, OrderBook book) throws SQLException {
        boolean there = book.read(context.pathParam("id"));
        answer(context, there ? 200 : 404, there ? "placed" : "none", context.pathParam("id"));
    }

    private static void answer(Context context, int status, String outcome, String detail) {
        context.status(status).json(Map.of("outcome", outcome, "detail", detail));
    }

    private static HikariDataSource pool(String name, Address address, OrdersConfig config, int size) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(name);
        hikari.setJdbcUrl("jdbc:mysql://" + address + "/shop?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                // Longer than the router holds a connection: it answers for certain.
                + "&connectTimeout=35000&socketTimeout=35000&cachePrepStmts=true");
        hikari.setUsername(config.account().user());
        hikari.setPassword(config.account().password());
        hikari.setMaximumPoolSize(size);
        hikari.setConnectionTimeout(PATIENCE.toMillis());
        hikari.setInitializationFailTimeout(-1);
        return new HikariDataSource(hikari);
    }
}
