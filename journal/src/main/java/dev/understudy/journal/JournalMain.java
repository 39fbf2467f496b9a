package dev.understudy.journal;

import dev.understudy.engine.Engine;
import dev.understudy.journal.primary.SemiSyncWatch;
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
        String name = configuration.clusterOf("journal", config.cluster());
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
                "primary",
                () -> new Health(keeper.isStreaming(), keeper.tally().state().detail()));
        process.readyWhen(
                "kafka",
                () -> new Health(
                        keeper.kafkaTrouble().isEmpty(),
                        keeper.kafkaTrouble().isEmpty() ? "confirms what it is given" : keeper.kafkaTrouble()));
        process.readyWhen(
                "lease",
                () -> new Health(
                        keeper.leaseMillis() > 0,
                        keeper.leaseMillis() > 0
                                ? "epoch " + keeper.tally().state().epoch() + ", for another " + keeper.leaseMillis()
                                        + " ms"
                                : "none: nothing is acknowledged"));
        process.readyWhen("semi-sync", () -> semiSync(keeper));
        measure(process.metrics(), keeper);
        return process.await();
    }

    /** A keeper is of use as soon as it may acknowledge: that commits once returned without it is said, and does not make it unready. */
    private static Health semiSync(Keeper keeper) {
        SemiSyncWatch.Found found = keeper.semiSync();
        if (found == null) {
            return new Health(false, "the primary has not said whether its commits wait");
        }
        return new Health(found.state().waits(), found.line());
    }

    private static double unacknowledged(Keeper keeper) {
        SemiSyncWatch.Found found = keeper.semiSync();
        return found == null ? Double.NaN : found.state().unacknowledged();
    }

    private static double waits(Keeper keeper) {
        SemiSyncWatch.Found found = keeper.semiSync();
        return found == null ? Double.NaN : found.state().waits() ? 1 : 0;
    }

    private static void measure(MeterRegistry metrics, Keeper keeper) {
        counter(metrics, "understudy.journal.transactions", keeper, progress -> progress.transactions());
        counter(metrics, "understudy.journal.bytes", keeper, progress -> progress.bytes());
        counter(metrics, "understudy.journal.acknowledgements", keeper, progress -> progress.acknowledgements());
        Gauge.builder(
                        "understudy.journal.unconfirmed",
                        keeper,
                        k -> k.tally().progress().unconfirmed())
                .register(metrics);
        Gauge.builder("understudy.journal.attached", keeper, k -> k.isStreaming() ? 1 : 0)
                .register(metrics);
        Gauge.builder("understudy.journal.primary.waits", keeper, JournalMain::waits)
                .register(metrics);
        Gauge.builder("understudy.journal.primary.unacknowledged", keeper, JournalMain::unacknowledged)
                .register(metrics);
        Gauge.builder("understudy.journal.lease.millis", keeper, Keeper::leaseMillis)
                .register(metrics);
        Gauge.builder(
                        "understudy.journal.epoch",
                        keeper,
                        k -> k.tally().state().epoch().number())
                .register(metrics);
    }

    private static void counter(MeterRegistry metrics, String name, Keeper keeper, ToDoubleFunction<Progress> figure) {
        FunctionCounter.builder(
                        name, keeper, k -> figure.applyAsDouble(k.tally().progress()))
                .register(metrics);
    }
}
