package dev.understudy.detector;

import dev.understudy.runtime.OnChange;
import dev.understudy.runtime.ServiceProcess;
import dev.understudy.runtime.ServiceProcess.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the streams client running: a client that failed is replaced by a new one after a second, for as long as it takes.
 * Only a successor with the same instance name ends it. Its own figures are among the process's metrics ({@code kafka_*}). Thread-safe.
 */
final class DetectorStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DetectorStreams.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final long AGAIN_AFTER_MILLIS = 1_000;
    private static final long LOOK_AT_CLOCK_SECONDS = 10;
    private static final long WORTH_SAYING_MILLIS = 1_000;

    private final Topology topology;
    private final Properties settings;
    private final KafkaClientSupplier clients;
    private final MeterRegistry metrics;
    private final IntConsumer stop;
    private final SteadyTime time = new SteadyTime();
    private final OnChange clock = new OnChange(LOG, "the system's clock");
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "detector-keeper"));
    private @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics figures;
    private boolean closed;

    /**
     * @param stop ends the process with an exit status
     */
    DetectorStreams(
            Topology topology,
            Properties settings,
            KafkaClientSupplier clients,
            MeterRegistry metrics,
            IntConsumer stop) {
        this.topology = topology;
        this.settings = settings;
        this.clients = clients;
        this.metrics = metrics;
        this.stop = stop;
        Gauge.builder("understudy.detector.clock.ahead.millis", time, SteadyTime::aheadMillis)
                .description("By how much the detector's time is ahead of the system's since that was set back")
                .register(metrics);
        keeper.scheduleWithFixedDelay(
                this::lookAtClock, LOOK_AT_CLOCK_SECONDS, LOOK_AT_CLOCK_SECONDS, TimeUnit.SECONDS);
    }

    private void lookAtClock() {
        if (time.aheadMillis() > WORTH_SAYING_MILLIS) {
            clock.trouble("it was set back: verdicts go on, but their times are ahead of it, and come nearer by 10 ms a"
                    + " second; a new start of the detector ends that");
        } else {
            clock.well();
        }
    }

    synchronized void start() {
        if (closed) {
            return;
        }
        KafkaStreams fresh = new KafkaStreams(topology, settings, clients, time);
        fresh.setUncaughtExceptionHandler(this::failed);
        fresh.setStateListener((state, before) -> {
            if (state == KafkaStreams.State.ERROR) {
                again();
            }
        });
        streams = fresh;
        fresh.start();
        KafkaStreamsMetrics told = new KafkaStreamsMetrics(fresh);
        told.bindTo(metrics);
        figures = told;
    }

    synchronized Health health() {
        KafkaStreams.State state = streams == null ? null : streams.state();
        return new Health(state == KafkaStreams.State.RUNNING, state == null ? "not started" : state.toString());
    }

    private StreamThreadExceptionResponse failed(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                LOG.error("another process with the same detector.instance has taken over; this one ends");
                stop.accept(ServiceProcess.EXIT_SUPERSEDED);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.warn("the streams client failed and is started again: {}", String.valueOf(error.getMessage()));
        LOG.debug("the failure", error);
        again();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private synchronized void again() {
        if (!closed) {
            KafkaStreams failed = streams;
            streams = null;
            forgetFigures();
            if (failed != null) {
                keeper.schedule(() -> replace(failed), AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private synchronized void forgetFigures() {
        if (figures != null) {
            figures.close();
            figures = null;
        }
    }

    private void replace(KafkaStreams failed) {
        failed.close(CLOSE_WITHIN);
        start();
    }

    @Override
    public void close() {
        KafkaStreams last;
        synchronized (this) {
            closed = true;
            last = streams;
            streams = null;
            forgetFigures();
        }
        keeper.shutdownNow();
        if (last != null) {
            last.close(CLOSE_WITHIN);
        }
    }
}
