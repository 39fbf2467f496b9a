package dev.understudy.router;

import dev.understudy.router.follow.StoredRoutes;
import dev.understudy.runtime.OrderToken;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.ServiceProcess.Health;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import java.util.concurrent.TimeUnit;

/** Runs a router. */
public final class RouterMain {

    private RouterMain() {}

    /** Whether a start could go on with routes from the disk, without Kafka. */
    public static boolean hasStoredRoutes(Configuration configuration) {
        return !new StoredRoutes(
                        configuration.required("router", RouterConfig.class).stateDir())
                .read()
                .isEmpty();
    }

    /**
     * Runs until the process is asked to end. It starts without Kafka, and tries until one answers.
     *
     * @return the exit status
     * @throws ConfigurationException where the configuration cannot be used, or a port is taken
     */
    public static int run(Configuration configuration) {
        RouterConfig config = configuration.required("router", RouterConfig.class);
        Reloader reloader = new Reloader(configuration::again);
        reloader.onHangup();
        RouterHttp answers = new RouterHttp(new OrderToken(config.tokenFile()), reloader);
        try (ServiceProcess process = ServiceProcess.start("router", config.http(), answers::routes)) {
            Router router = process.own(Router.start(config, configuration, System::currentTimeMillis, clock()));
            answers.serve(router);
            router.measure(process.metrics());
            reloader.measure(process.metrics());
            reloader.serve(router);
            process.readyWhen("routes", router::routesKnown);
            process.readyWhen("kafka", () -> new Health(true, router.kafka()));
            // An HAProxy that is away is no reason to take the router out of service.
            router.haproxy()
                    .ifPresent(steered -> process.readyWhen(
                            "haproxy", () -> new Health(true, router.haproxy().orElse(""))));
            return process.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static java.util.function.LongSupplier clock() {
        long start = System.nanoTime();
        return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
