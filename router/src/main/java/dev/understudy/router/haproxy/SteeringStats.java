package dev.understudy.router.haproxy;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicLong;

/** What came of steering one backend since the start. Thread-safe. */
public final class SteeringStats {

    private final HaproxyConfig config;
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean reachable;
    private volatile String state = "not asked yet";

    /**
     * The numbers at one moment.
     *
     * @param reachable whether HAProxy answered when it was asked last
     * @param state one line for a person
     * @param commands that changed something or were meant to
     * @param failures rounds in which it did not answer, or not as it should
     */
    public record Counts(
            String backend, String socket, boolean reachable, String state, long commands, long failures) {}

    SteeringStats(HaproxyConfig config) {
        this.config = config;
    }

    Counts counts() {
        return new Counts(config.backend(), config.socket(), reachable, state, commands.get(), failures.get());
    }

    /** Shows them as {@code understudy.router.haproxy.*}. */
    void measure(MeterRegistry registry) {
        Tags tags = Tags.of("backend", config.backend(), "socket", config.socket());
        Gauge.builder("understudy.router.haproxy.reachable", this, stats -> stats.reachable ? 1 : 0)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("understudy.router.haproxy.commands", commands, AtomicLong::get)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("understudy.router.haproxy.failures", failures, AtomicLong::get)
                .tags(tags)
                .register(registry);
    }

    void commanded() {
        commands.incrementAndGet();
    }

    void answered(String line) {
        reachable = true;
        state = line;
    }

    void failed(String line, boolean answered) {
        reachable = answered;
        state = line;
        failures.incrementAndGet();
    }
}
