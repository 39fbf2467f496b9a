package dev.understudy.detector;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest record of each key as it came. It is decoded where it is used, since Kafka Streams may fill the store from
 * the topic without asking this processor.
 */
final class NewestKeeper implements Processor<String, byte[], Void, Void> {

    private final String name;
    private final KeptChanges changes;
    private @Nullable KeyValueStore<String, byte[]> store;

    /**
     * @param name the store's
     */
    NewestKeeper(String name, KeptChanges changes) {
        this.name = name;
        this.changes = changes;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(name);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (store != null && record.key() != null) {
            store.put(record.key(), record.value());
            changes.add();
        }
    }
}
