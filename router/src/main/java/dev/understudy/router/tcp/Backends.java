package dev.understudy.router.tcp;

import dev.understudy.router.balance.LeastConnections;
import dev.understudy.router.balance.LeastConnections.Candidate;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Decision;
import dev.understudy.router.routing.Member;
import dev.understudy.router.sighting.NodeWatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The servers, as all listeners share them. Thread-safe.
 *
 * @param clock ms, monotonic
 */
public record Backends(
        Transport transport, NodeWatches watches, Loads loads, LongSupplier clock, Times times, AtomicLong turns) {

    /**
     * How long a server is given.
     *
     * @param connectMillis until it accepts
     * @param greetingMillis after that, until it speaks
     */
    public record Times(int connectMillis, int greetingMillis) {
        public static final Times DEFAULT = new Times(1_000, 300);
    }

    public Backends(Transport transport, NodeWatches watches, LongSupplier clock) {
        this(transport, watches, new Loads(), clock, Times.DEFAULT, new AtomicLong());
    }

    long now() {
        return clock.getAsLong();
    }

    /** The next server to be tried: the least loaded of the preferred, then the fallback; empty where all were tried. */
    Optional<Member> choose(Decision.Connect connect, Set<String> tried) {
        List<Candidate<Member>> candidates = new ArrayList<>();
        for (Member member : connect.preferred()) {
            if (!tried.contains(member.node())) {
                boolean doubtful = watches.of(member).isFailing(now());
                candidates.add(new Candidate<>(member, loads.of(member.node()), doubtful));
            }
        }
        return LeastConnections.choose(candidates, turns.incrementAndGet())
                .or(() -> connect.fallback().filter(member -> !tried.contains(member.node())));
    }
}
