package dev.understudy.router.http;

import dev.understudy.router.balance.LeastConnections;
import dev.understudy.router.balance.LeastConnections.Candidate;
import dev.understudy.router.balance.Loads;
import dev.understudy.router.follow.LiveTable;
import dev.understudy.router.routing.Member;
import dev.understudy.router.sighting.NodeWatch;
import dev.understudy.router.sighting.NodeWatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The instances of one service. Thread-safe. */
public final class Members {

    private final String service;
    private final List<Member> all;
    private final LiveTable table;
    private final NodeWatches watches;
    private final Loads loads;
    private final LongSupplier clock;
    private final AtomicLong turns = new AtomicLong();

    /**
     * @param clock ms, monotonic
     */
    public Members(
            String service, List<Member> all, LiveTable table, NodeWatches watches, Loads loads, LongSupplier clock) {
        this.service = service;
        this.all = List.copyOf(all);
        this.table = table;
        this.watches = watches;
        this.loads = loads;
        this.clock = clock;
    }

    String service() {
        return service;
    }

    /** The least loaded that was not tried; one that is known to be down only where no other is left. */
    Optional<Member> choose(Set<String> tried) {
        List<Candidate<Member>> candidates = new ArrayList<>();
        long now = clock.getAsLong();
        for (Member member : all) {
            if (!tried.contains(member.node())) {
                boolean doubtful =
                        watches.of(member).isFailing(now) || table.get().isDown(service, member.node(), now);
                candidates.add(new Candidate<>(member, loads.of(member.node()), doubtful));
            }
        }
        return LeastConnections.choose(candidates, turns.incrementAndGet());
    }

    NodeWatch watch(Member member) {
        return watches.of(member);
    }

    Loads.Lease take(Member member) {
        return loads.take(member.node());
    }

    long now() {
        return clock.getAsLong();
    }
}
