package dev.understudy.bench.simulation;

import dev.understudy.detector.SteadyClock;
import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Circumstances;
import dev.understudy.detector.verdict.Maintenances;
import dev.understudy.detector.verdict.Reigns;
import dev.understudy.detector.watch.BeliefStore;
import dev.understudy.detector.watch.NodeKey;
import dev.understudy.detector.watch.Signature;
import dev.understudy.detector.watch.Watch;
import dev.understudy.detector.watch.WatchLimits;
import dev.understudy.events.Fault;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The detector: its own {@link Watch}, fed and ticked as the topology does it, in a process that may pause and restart. */
final class WatchingDetector extends Actor {

    private static final long TICK = 20;

    private final WatchLimits limits;
    private final Kept kept = new Kept();
    private final Queue<HeartbeatRecord> inbox = new ArrayDeque<>();
    private Reigns reigns = new Reigns(Set.of(Cluster.SCOPE));
    private @Nullable Watch watch;
    private SteadyClock steady;
    private @Nullable Route route;
    private final Agenda.Turn ticks = new Agenda.Turn() {
        @Override
        void come(long now) {
            tick(now);
        }
    };

    WatchingDetector(Cluster cluster, WatchLimits limits) {
        super(cluster, "detector", Cluster.KAFKA_HOST);
        this.limits = limits;
        this.steady = started();
    }

    private SteadyClock started() {
        return new SteadyClock(() -> super.clock(cluster.agenda.now()), () -> cluster.agenda.now() * 1_000_000);
    }

    @Override
    long clock(long now) {
        return steady.millis();
    }

    @Override
    void begin(long now) {
        steady = started();
        reigns = new Reigns(Set.of(Cluster.SCOPE));
        Route known = route;
        if (known != null) {
            reigns.take(known, clock(now));
        }
        watch = new Watch(
                new Signature(name, false), limits, new Circumstances(reigns, new Maintenances()), kept, clock(now));
        cluster.agenda.plan(ticks, now);
    }

    void take(Route next, long now) {
        route = next;
        reigns.take(next, clock(now));
    }

    void take(RecoveryStep step, long now) {
        reigns.take(step, clock(now));
    }

    void deliver(HeartbeatRecord record, long now) {
        Watch looking = watch;
        if (awake(now) && looking != null && inbox.isEmpty()) {
            tell(looking.observe(record, clock(now)), now);
        } else {
            inbox.add(record);
        }
    }

    private void tick(long now) {
        Watch looking = watch;
        if (!up() || looking == null) {
            return;
        }
        if (!awake(now)) {
            cluster.agenda.plan(ticks, pausedUntil());
            return;
        }
        // After a pause either comes first.
        if (inbox.isEmpty() || cluster.dice.chance(0.5)) {
            tell(looking.tick(clock(now)), now);
        }
        while (!inbox.isEmpty()) {
            tell(looking.observe(inbox.remove(), clock(now)), now);
        }
        cluster.agenda.plan(ticks, now + TICK);
    }

    private void tell(List<Fault> faults, long now) {
        for (Fault fault : faults) {
            cluster.told(fault, now);
        }
    }

    /** Open faults outlive a restart, as they do in the state store. */
    private static final class Kept implements BeliefStore {

        private final Map<NodeKey, Beliefs> open = new HashMap<>();

        @Override
        public void forEach(BiConsumer<NodeKey, Beliefs> each) {
            open.forEach(each);
        }

        @Override
        public void keep(NodeKey node, Beliefs beliefs) {
            if (beliefs.healthy()) {
                open.remove(node);
            } else {
                open.put(node, beliefs);
            }
        }
    }
}
