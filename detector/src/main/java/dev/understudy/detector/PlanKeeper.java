package dev.understudy.detector;

import dev.understudy.detector.verdict.Reigns;
import dev.understudy.events.Decoded;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest step of each cluster's plans. Steps that leave the writer alone are passed over; where Kafka Streams fills
 * the store from the topic without asking, one of those may stand there, and then no plan is known.
 */
final class PlanKeeper implements Processor<String, byte[], Void, Void> {

    private final KeptChanges changes;
    private @Nullable KeyValueStore<String, byte[]> plans;

    PlanKeeper(KeptChanges changes) {
        this.changes = changes;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        plans = context.getStateStore(DetectorTopology.PLANS);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (plans != null && record.key() != null && matters(record.value())) {
            plans.put(record.key(), record.value());
            changes.add();
        }
    }

    /** What cannot be read is kept: it is refused and counted where it is used. */
    private static boolean matters(byte @Nullable [] value) {
        return !(RecordCodec.RECOVERIES.decode(value) instanceof Decoded.Value<RecoveryStep> step)
                || Reigns.concernsTheWriter(step.value());
    }
}
