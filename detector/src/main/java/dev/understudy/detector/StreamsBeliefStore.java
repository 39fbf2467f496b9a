package dev.understudy.detector;

import dev.understudy.detector.verdict.Beliefs;
import dev.understudy.detector.watch.BeliefStore;
import dev.understudy.detector.watch.NodeKey;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Open faults in a Kafka Streams store, and so in its changelog topic. */
final class StreamsBeliefStore implements BeliefStore {

    private final KeyValueStore<String, byte[]> store;

    StreamsBeliefStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    @Override
    public void forEach(BiConsumer<NodeKey, Beliefs> open) {
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                Optional<OpenFaults> faults = OpenFaults.read(entry.value);
                faults.ifPresent(kept -> open.accept(new NodeKey(kept.scope(), kept.node()), kept.beliefs()));
            }
        }
    }

    @Override
    public void keep(NodeKey node, Beliefs beliefs) {
        String key = node.scope() + "/" + node.node();
        if (beliefs.healthy()) {
            store.delete(key);
        } else {
            store.put(key, OpenFaults.of(node, beliefs).write());
        }
    }
}
