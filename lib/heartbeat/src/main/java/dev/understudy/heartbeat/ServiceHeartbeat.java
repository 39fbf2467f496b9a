package dev.understudy.heartbeat;

import dev.understudy.events.Epoch;
import dev.understudy.events.Probe;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An application instance's own heartbeat: a self-report every interval with a probe of its own port and the machine's
 * vitals. Start it when the instance listens, close it first when it ends.
 */
public final class ServiceHeartbeat implements AutoCloseable {

    private final HeartbeatPublisher publisher;
    private final Instance instance;
    private final int timeoutMillis;
    private final ServerProcess process;
    private final MachineVitals vitals = new MachineVitals(null);
    private final ScheduledExecutorService timer;

    private ServiceHeartbeat(HeartbeatPublisher publisher, Instance instance, Duration interval) {
        this.publisher = publisher;
        this.instance = instance;
        this.timeoutMillis = (int) Math.max(100, interval.toMillis());
        this.process = self(instance.host());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "service-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to report. The publisher is closed with it.
     *
     * @param startMillis when this process started, ms
     */
    public static ServiceHeartbeat start(HeartbeatSettings settings, Instance instance, long startMillis) {
        return new ServiceHeartbeat(
                HeartbeatPublisher.start(settings, instance.node(), startMillis), instance, settings.interval());
    }

    public HeartbeatCounts counts() {
        return publisher.counts();
    }

    private void beat() {
        Probe probe = PortProbe.probe(instance.address(), timeoutMillis);
        publisher.publish(
                instance.node(),
                stamp -> new SelfReport(
                        instance.service(),
                        instance.node(),
                        instance.host(),
                        stamp.writer(),
                        stamp.sequence(),
                        stamp.at(),
                        Epoch.NONE,
                        process,
                        probe,
                        null,
                        null,
                        null,
                        vitals.read(null, null),
                        null));
    }

    private static ServerProcess self(String host) {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new ServerProcess(self.pid(), host + ":" + self.pid() + ":" + start, ServerProcess.State.RUNNING);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        publisher.close();
    }
}
