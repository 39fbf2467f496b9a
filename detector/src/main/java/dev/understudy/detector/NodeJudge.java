package dev.understudy.detector;

import dev.understudy.detector.doubt.Confidence;
import dev.understudy.detector.verdict.Circumstances;
import dev.understudy.detector.verdict.Maintenances;
import dev.understudy.detector.verdict.Reigns;
import dev.understudy.detector.watch.Signature;
import dev.understudy.detector.watch.Watch;
import dev.understudy.events.Decoded;
import dev.understudy.events.Fault;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.LoopBack;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the nodes of one partition: carries records and ticks into a {@link Watch} and its faults out. A verdict leaves
 * within the same call as the record that made it.
 */
final class NodeJudge implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(NodeJudge.class);
    private static final long SNAPSHOT_EVERY = 500;

    private final DetectorConfig config;
    private final Set<String> clusters;
    private final Beholders beholders;
    private final KeptChanges changes;
    private @Nullable Running running;
    private long snapshotAt;
    private String confidence = "";

    /** What exists between {@link #init} and {@link #close}. */
    private record Running(
            ProcessorContext<String, byte[]> context,
            Watch watch,
            LoopBacks loopBacks,
            CircumstancesReader circumstances,
            Refusals refusals) {}

    NodeJudge(DetectorConfig config, Set<String> clusters, Beholders beholders, KeptChanges changes) {
        this.config = config;
        this.clusters = clusters;
        this.beholders = beholders;
        this.changes = changes;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        Circumstances circumstances = new Circumstances(new Reigns(clusters), new Maintenances());
        Refusals refusals = new Refusals(beholders.metrics());
        CircumstancesReader reader = new CircumstancesReader(
                context.getStateStore(DetectorTopology.ROUTES),
                context.getStateStore(DetectorTopology.PLANS),
                context.getStateStore(DetectorTopology.MAINTENANCES),
                circumstances,
                refusals,
                changes);
        Watch watch = new Watch(
                new Signature(config.name(), config.shadow()),
                config.limits(),
                circumstances,
                new StreamsBeliefStore(context.getStateStore(DetectorTopology.OPEN_FAULTS)),
                context.currentSystemTimeMs());
        LoopBacks loopBacks = new LoopBacks(config, context.taskId(), context.currentSystemTimeMs());
        running = new Running(context, watch, loopBacks, reader, refusals);
        context.schedule(config.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Running part = running;
        if (part == null) {
            return;
        }
        long now = part.context().currentSystemTimeMs();
        Decoded<HeartbeatRecord> decoded = RecordCodec.HEARTBEATS.decode(record.value());
        if (decoded instanceof Decoded.Value<HeartbeatRecord> value) {
            if (value.value() instanceof LoopBack heartbeat) {
                cameBack(part, heartbeat, now);
            } else {
                publish(part, part.watch().observe(value.value(), now), now);
            }
        } else if (decoded instanceof Decoded.Refused<HeartbeatRecord> refused) {
            part.refusals().refuse(Topics.HEARTBEATS, refused.reason(), now);
        }
    }

    private void cameBack(Running part, LoopBack heartbeat, long now) {
        if (part.loopBacks().sent(heartbeat)) {
            part.watch().cameBack(heartbeat.sequence());
            beholders.cameBack(Math.max(0, now - heartbeat.at()));
        }
    }

    private void tick(long now) {
        Running part = running;
        if (part == null) {
            return;
        }
        part.circumstances().refresh(now);
        publish(part, part.watch().tick(now), now);
        part.watch()
                .loopBackDue(now)
                .ifPresent(sequence ->
                        part.context().forward(part.loopBacks().next(sequence, now), DetectorTopology.LOOP_BACKS));
        tell(part.watch().confidence());
        if (Math.abs(now - snapshotAt) >= SNAPSHOT_EVERY) {
            snapshotAt = now;
            beholders.behold(part.context().taskId().toString(), part.watch().snapshot(now));
        }
    }

    @Override
    public void close() {
        Running part = running;
        if (part != null) {
            beholders.forget(part.context().taskId().toString());
        }
        running = null;
    }

    private void publish(Running part, List<Fault> faults, long now) {
        for (Fault fault : faults) {
            LOG.info("{} {} of {}: {}", fault.phase(), fault.kind(), fault.incident(), fault.reason());
            beholders.said(fault);
            part.context()
                    .forward(
                            new Record<>(fault.scope(), RecordCodec.FAULTS.encode(fault), now),
                            DetectorTopology.FAULTS);
        }
    }

    private void tell(Confidence now) {
        String kind = now.getClass().getSimpleName();
        if (!kind.equals(confidence)) {
            confidence = kind;
            LOG.info(now.judges() ? "judging: {}" : "judging nobody: {}", now.reason());
        }
    }
}
