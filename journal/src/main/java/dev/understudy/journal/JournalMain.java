package dev.understudy.journal;

import dev.understudy.engine.Engine;
import dev.understudy.journal.relay.Relay.Progress;
import dev.understudy.runtime.HttpConfig;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.ServiceProcess.Health;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.ConfigurationException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Runs a journal keeper. */
public final class JournalMain {

    private JournalMain() {}

    /**
     * Runs until the process is asked to end.
     *
     * @return the exit status
     * @throws ConfigurationException where the configuration cannot be used
     */
    public static int run(Configuration configuration) {
        JournalConfig config = configuration.required("journal", JournalConfig.class);
        String name = clusterOf(config, configuration.clusters());
        ClusterConfig cluster = configuration.cluster(name);
        HttpConfig given = config.http();
        ServiceProcess process =
                ServiceProcess.start("journal", given == null ? HttpConfig.onPort(0) : given, http -> {});
        Keeper keeper = process.own(new Keeper(new Keeper.Setting(
                config,
                name,
                Engine.named(cluster.engine()),
                cluster.accounts().connector(),
                configuration.kafka().client(),
                config.name() + "@" + System.currentTimeMillis())));
        process.readyWhen(
                "primary", () -> new Health(keeper.isStreaming(), keeper.state().detail()));
        process.readyWhen(
                "lease",
                () -> new Health(
                        keeper.leaseMillis() > 0,
                        keeper.leaseMillis() > 0
                                ? "epoch " + keeper.state().epoch() + ", for another " + keeper.leaseMillis() + " ms"
                                : "none: nothing is acknowledged"));
        measure(process.metrics(), keeper);
        return process.await();
    }

    private static void measure(MeterRegistry metrics, Keeper keeper) {
        counter(metrics, "understudy.journal.transactions", keeper, progress -> progress.transactions());
        counter(metrics, "understudy.journal.bytes", keeper, progress -> progress.bytes());
        counter(metrics, "understudy.journal.acknowledgements", keeper, progress -> progress.acknowledgements());
        Gauge.builder(
                        "understudy.journal.unconfirmed",
                        keeper,
                        k -> k.progress().unconfirmed())
                .register(metrics);
        Gauge.builder("understudy.journal.attached", keeper, k -> k.isStreaming() ? 1 : 0)
                .register(metrics);
        Gauge.builder("understudy.journal.lease.millis", keeper, Keeper::leaseMillis)
                .register(metrics);
        Gauge.builder("understudy.journal.epoch", keeper, k -> k.state().epoch().number())
                .register(metrics);
    }

    private static void counter(MeterRegistry metrics, String name, Keeper keeper, ToDoubleFunction<Progress> figure) {
        FunctionCounter.builder(name, keeper, k -> figure.applyAsDouble(k.progress()))
                .register(metrics);
    }

    private static String clusterOf(JournalConfig config, Map<String, ClusterConfig> clusters) {
        if (config.cluster() != null) {
            return config.cluster();
        }
        if (clusters.size() != 1) {
            throw new ConfigurationException("journal.cluster is missing: there are the clusters " + clusters.keySet());
        }
        return clusters.keySet().iterator().next();
    }
}
