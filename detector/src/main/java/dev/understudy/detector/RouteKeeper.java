package dev.understudy.detector;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each cluster's newest route as it came. It is decoded where it is used, since Kafka Streams may fill the store from
 * the topic without asking this processor.
 */
final class RouteKeeper implements Processor<String, byte[], Void, Void> {

    private @Nullable KeyValueStore<String, byte[]> routes;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        routes = context.getStateStore(DetectorTopology.ROUTES);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (routes != null && record.key() != null) {
            routes.put(record.key(), record.value());
        }
    }
}
