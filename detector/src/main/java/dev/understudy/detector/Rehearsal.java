package dev.understudy.detector;

import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.verdict.Circumstances;
import dev.understudy.detector.verdict.Maintenances;
import dev.understudy.detector.verdict.Reigns;
import dev.understudy.detector.watch.BeliefStore;
import dev.understudy.detector.watch.NodeKey;
import dev.understudy.detector.watch.Signature;
import dev.understudy.detector.watch.Watch;
import dev.understudy.detector.watch.WatchLimits;
import dev.understudy.events.Address;
import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.ObserverHealth;
import dev.understudy.events.Probe;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Route;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import dev.understudy.events.Vitals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Plays a primary's end through before anything depends on a verdict: what one needs is loaded and linked while the detector starts, and not while
 * clients wait. (Seen: a process's first verdict loads 120 classes; on a busy machine that took 120 to 370 ms.)
 *
 * <p>Nothing of it leaves this class.
 */
final class Rehearsal {

    private static final String CLUSTER = "rehearsal";
    private static final String PRIMARY = "primary";
    private static final String SUCCESSOR = "successor";
    private static final String HOST = "stage";
    private static final ObserverHealth WELL = new ObserverHealth(0.0, 0.0, null, null, 0);
    private static final long EVERY = 200;
    private static final long WELL_FOR = 6_000;
    private static final long ENOUGH = 5_000;

    private final Reigns reigns = new Reigns(Set.of(CLUSTER));
    private final List<Fault> faults = new ArrayList<>();
    private final Watch watch;
    private long now;
    private long sequence;

    private Rehearsal(WatchLimits limits) {
        watch = new Watch(
                new Signature(CLUSTER, true),
                limits,
                new Circumstances(reigns, new Maintenances()),
                new Forgetful(),
                now);
    }

    /**
     * @return what was said of the primary, the first first
     */
    static List<Fault> play(WatchLimits limits, ServerProcess.State end) {
        Rehearsal rehearsal = new Rehearsal(limits);
        rehearsal.reign(1, PRIMARY);
        rehearsal.pass(WELL_FOR, ServerProcess.State.RUNNING);
        rehearsal.pass(ENOUGH, end);
        rehearsal.reign(2, SUCCESSOR);
        rehearsal.pass(ENOUGH, end);
        return rehearsal.faults;
    }

    private void reign(long epoch, String writer) {
        Address address = new Address(HOST, 1);
        Route route = new Route(
                CLUSTER, Epoch.of(epoch), Route.State.SERVING, writer, List.of(), Map.of(writer, address), "", now, "");
        if (RecordCodec.ROUTES.decode(RecordCodec.ROUTES.encode(route)) instanceof Decoded.Value<Route> read) {
            reigns.take(read.value(), now);
        }
    }

    private void pass(long millis, ServerProcess.State state) {
        for (long end = now + millis; now < end; now += EVERY) {
            sequence++;
            hear(report(state));
            hear(sighting(state));
            said(watch.tick(now));
        }
    }

    private void hear(HeartbeatRecord record) {
        if (RecordCodec.HEARTBEATS.decode(RecordCodec.HEARTBEATS.encode(record))
                instanceof Decoded.Value<HeartbeatRecord> read) {
            said(watch.observe(read.value(), now));
        }
    }

    private void said(List<Fault> more) {
        for (Fault fault : more) {
            if (fault.node().equals(PRIMARY)
                    && RecordCodec.FAULTS.decode(RecordCodec.FAULTS.encode(fault))
                            instanceof Decoded.Value<Fault> read) {
                faults.add(read.value());
            }
        }
    }

    private SelfReport report(ServerProcess.State state) {
        return new SelfReport(
                CLUSTER,
                PRIMARY,
                HOST,
                "agent@1",
                sequence,
                now,
                Epoch.of(1),
                new ServerProcess(1, HOST, state),
                probe(state),
                null,
                false,
                null,
                Vitals.UNKNOWN,
                null);
    }

    private Sighting sighting(ServerProcess.State state) {
        return new Sighting(
                CLUSTER,
                PRIMARY,
                "router",
                HOST,
                Sighting.Path.TRAFFIC,
                "router@1",
                sequence,
                now,
                Epoch.of(1),
                probe(state),
                1,
                null,
                WELL);
    }

    private static Probe probe(ServerProcess.State state) {
        return switch (state) {
            case RUNNING -> Probe.answered(1);
            case STOPPED -> new Probe(Probe.Outcome.SILENT, 1_000, null);
            case ENDED -> new Probe(Probe.Outcome.RESET, 1, "connection reset");
        };
    }

    /** Writes what is to be kept, as the real one does, and keeps nothing. */
    private static final class Forgetful implements BeliefStore {

        @Override
        public void forEach(BiConsumer<NodeKey, Beliefs> open) {
            // Nothing is ever open at a rehearsal's start.
        }

        @Override
        public void keep(NodeKey node, Beliefs beliefs) {
            OpenFaults.read(OpenFaults.of(node, beliefs).write());
        }
    }
}
