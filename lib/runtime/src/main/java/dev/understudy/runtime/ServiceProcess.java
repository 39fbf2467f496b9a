package dev.understudy.runtime;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running service: its HTTP endpoints, its metrics, and what is to be closed when it ends.
 *
 * <p>Parts are closed in reverse order of {@link #own}. {@link #await} returns when {@link #stop} was called or the JVM
 * was asked to end (SIGTERM, Ctrl-C); closing is idempotent. Thread-safe.
 */
public final class ServiceProcess implements AutoCloseable {

    /** The exit status of a configuration that cannot be used. */
    public static final int EXIT_CONFIGURATION = 2;

    /** The exit status of an instance that a successor has superseded; do not restart it. */
    public static final int EXIT_SUPERSEDED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private final String name;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Supplier<Health>> checks = new ConcurrentHashMap<>();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger exit = new AtomicInteger();
    private final Javalin http;
    private volatile boolean complete;

    /**
     * What a readiness check found.
     *
     * @param detail one line for a person
     */
    public record Health(boolean ready, String detail) {}

    private ServiceProcess(String name, HttpConfig config, Consumer<Javalin> routes) {
        this.name = name;
        registry.config().commonTags("service", name);
        own(bind(new JvmGcMetrics()));
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        http = Javalin.create(javalin -> {
            javalin.showJavalinBanner = false;
            javalin.useVirtualThreads = false;
            javalin.startupWatcherEnabled = false;
        });
        http.get("/health/live", context -> context.result("live\n"));
        http.get("/health/ready", this::ready);
        http.get(
                "/metrics",
                context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(registry.scrape()));
        routes.accept(http);
        http.start(config.host(), config.port());
        LOG.info("{} answers on http://{}:{}", name, config.host(), http.port());
    }

    /**
     * Starts the HTTP endpoints. The service is live at once. It is ready when it is complete, which {@link #await}
     * says, and all of its checks say so.
     *
     * @param routes adds the service's own endpoints
     */
    public static ServiceProcess start(String name, HttpConfig config, Consumer<Javalin> routes) {
        ServiceProcess process = new ServiceProcess(name, config, routes);
        Runtime.getRuntime().addShutdownHook(new Thread(process::shutDown, name + "-shutdown"));
        return process;
    }

    public MeterRegistry metrics() {
        return registry;
    }

    /** The port that was taken. */
    public int port() {
        return http.port();
    }

    /** Adds a condition of readiness. */
    public void readyWhen(String check, Supplier<Health> condition) {
        checks.put(check, condition);
    }

    /** Takes over a part: it is closed with the process, the last one first. */
    public synchronized <T extends AutoCloseable> T own(T part) {
        owned.push(part);
        return part;
    }

    /** Ends the process in good order, with this exit status. */
    public void stop(int status) {
        exit.compareAndSet(0, status);
        stopped.countDown();
    }

    /** Says that all parts are there; waits for the end, closes everything, and returns the exit status. */
    public int await() {
        complete = true;
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return exit.get();
    }

    @Override
    public synchronized void close() {
        stopped.countDown();
        while (!owned.isEmpty()) {
            AutoCloseable part = owned.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn(
                        "while stopping {}: {} did not close: {}",
                        name,
                        part.getClass().getSimpleName(),
                        e.toString());
            }
        }
        http.stop();
        closed.countDown();
    }

    private void shutDown() {
        close();
        LOG.info("{} has stopped", name);
    }

    private <T extends io.micrometer.core.instrument.binder.MeterBinder> T bind(T binder) {
        binder.bindTo(registry);
        return binder;
    }

    private void ready(Context context) {
        StringBuilder text = new StringBuilder();
        boolean all = complete;
        for (Map.Entry<String, Supplier<Health>> check : checks.entrySet()) {
            Health health = check.getValue().get();
            all &= health.ready();
            text.append(health.ready() ? "ok   " : "wait ")
                    .append(check.getKey())
                    .append(": ")
                    .append(health.detail())
                    .append('\n');
        }
        if (!complete) {
            text.append("wait start: not all of it runs yet\n");
        }
        context.status(all ? 200 : 503).result(text.isEmpty() ? "ready\n" : text.toString());
    }
}
