package dev.understudy.router;

import dev.understudy.router.follow.Intake;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.ListenerStats.Counts;
import dev.understudy.router.stats.MemberStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The router's figures at {@code /metrics}. */
final class RouterMeters {

    private static final String ROUTER = "understudy.router.";
    private static final String MEMBER = "understudy.router.member.";

    private final MeterRegistry registry;

    RouterMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    MeterRegistry registry() {
        return registry;
    }

    void listener(ListenerStats listener) {
        count(listener, "accepted", Counts::accepted);
        count(listener, "held", Counts::held);
        count(listener, "broken", Counts::broken);
        count(listener, "refused", Counts::refused);
        count(listener, "proxy.refused", Counts::proxyRefused);
        count(listener, "limit.reached", Counts::limitReached);
        gauge(listener, "active", Counts::active);
        gauge(listener, "limit.now", counts -> counts.atLimit() ? 1 : 0);
    }

    /** A listener that is not there any more. */
    void forget(String listener) {
        registry.getMeters().stream()
                .filter(meter -> listener.equals(meter.getId().getTag("listener")))
                .forEach(registry::remove);
    }

    private void count(ListenerStats listener, String name, ToLongFunction<Counts> value) {
        FunctionCounter.builder(ROUTER + name, listener, all -> value.applyAsLong(all.counts()))
                .tag("listener", listener.name())
                .register(registry);
    }

    private void gauge(ListenerStats listener, String name, ToLongFunction<Counts> value) {
        Gauge.builder(ROUTER + name, listener, all -> value.applyAsLong(all.counts()))
                .tag("listener", listener.name())
                .register(registry);
    }

    /**
     * @param state what the router makes of it now
     */
    void member(MemberStats member, Standings state) {
        Tags tags = Tags.of("scope", member.scope(), "node", member.node());
        count(member, "connections", tags, MemberStats::connections);
        count(member, "failures", tags, MemberStats::failures);
        count(member, "bytes", tags.and("direction", "sent"), MemberStats::bytesSent);
        count(member, "bytes", tags.and("direction", "received"), MemberStats::bytesReceived);
        FunctionTimer.builder(
                        MEMBER + "connect",
                        member,
                        MemberStats::connections,
                        MemberStats::connectNanos,
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .register(registry);
        gauge(member, "active", tags, state::active);
        gauge(member, "drained", tags, one -> state.drained(one) ? 1 : 0);
        gauge(member, "ejected", tags, one -> state.ejected(one) ? 1 : 0);
    }

    /** What changes about a member. */
    interface Standings {
        /** How many connections, or requests, it carries. */
        int active(MemberStats member);

        boolean drained(MemberStats member);

        /** Whether a listener has put it out of its rotation. */
        boolean ejected(MemberStats member);
    }

    private void count(MemberStats member, String name, Tags tags, ToDoubleFunction<MemberStats> value) {
        FunctionCounter.builder(MEMBER + name, member, value).tags(tags).register(registry);
    }

    private void gauge(MemberStats member, String name, Tags tags, ToDoubleFunction<MemberStats> value) {
        Gauge.builder(MEMBER + name, member, value).tags(tags).register(registry);
    }

    void intake(Intake intake) {
        FunctionCounter.builder("understudy.router.routes.outdated", intake, Intake::outdated)
                .register(registry);
        FunctionCounter.builder("understudy.router.records.unreadable", intake, Intake::unreadable)
                .register(registry);
    }

    /**
     * @param name behind {@code understudy.router.}
     */
    <T> void gauge(String name, T of, ToDoubleFunction<T> value) {
        Gauge.builder(ROUTER + name, of, value).register(registry);
    }
}
