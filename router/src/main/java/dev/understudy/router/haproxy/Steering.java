package dev.understudy.router.haproxy;

import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.select.Drained;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** All backends of HAProxy that one router steers. Thread-safe. */
public final class Steering implements AutoCloseable {

    private final List<Driver> drivers;

    /**
     * What is steered by.
     *
     * @param drained which readers a person wants no new work on
     * @param clock ms, monotonic
     */
    public record Sources(LiveTable table, Drained drained, LongSupplier clock) {}

    public Steering(List<HaproxyConfig> backends, Sources sources) {
        this.drivers =
                backends.stream().map(backend -> Driver.of(backend, sources)).toList();
    }

    /** Steers from now on; at most once. No HAProxy need be there yet. */
    public void start() {
        drivers.forEach(Driver::start);
    }

    public List<SteeringStats.Counts> counts() {
        return drivers.stream().map(driver -> driver.stats().counts()).toList();
    }

    /** How each backend is, in one line for a person; empty where none is steered. */
    public Optional<String> line() {
        return drivers.isEmpty()
                ? Optional.empty()
                : Optional.of(counts().stream()
                        .map(backend -> backend.backend() + " " + backend.state())
                        .collect(Collectors.joining(", ")));
    }

    /** Shows {@code understudy.router.haproxy.*}. */
    public void measure(MeterRegistry registry) {
        drivers.forEach(driver -> driver.stats().measure(registry));
    }

    /** HAProxy is left as it is. */
    @Override
    public void close() {
        drivers.forEach(Driver::close);
    }
}
