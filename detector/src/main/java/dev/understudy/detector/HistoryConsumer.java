package dev.understudy.detector;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins no further back than {@code detector.history} in a partition that it is given. What was said while nobody watched it is never judged; with thousands of
 * nodes to read it all takes minutes, in which nobody would be judged either. Used by one thread.
 */
final class HistoryConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryConsumer.class);

    private final Duration history;

    HistoryConsumer(Map<String, Object> config, Duration history) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.history = history;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                listener.onPartitionsAssigned(partitions);
                moveForward(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                listener.onPartitionsRevoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                listener.onPartitionsLost(partitions);
            }
        });
    }

    private void moveForward(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        // The end is asked for first: what arrives between the two questions must not be jumped over.
        Map<TopicPartition, Long> first = new HashMap<>(endOffsets(partitions));
        Map<TopicPartition, Long> times = new HashMap<>();
        long since = System.currentTimeMillis() - history.toMillis();
        partitions.forEach(partition -> times.put(partition, since));
        offsetsForTimes(times).forEach((partition, found) -> first.merge(partition, offset(found), Math::min));
        later(committed(Set.copyOf(partitions)), first).forEach((partition, offset) -> {
            LOG.info("{}: what is older than {} ms is not read", partition, history.toMillis());
            seek(partition, offset);
        });
    }

    private static long offset(OffsetAndTimestamp found) {
        return found == null ? Long.MAX_VALUE : found.offset();
    }

    /** Where what was committed lies before the first that is to be read. Where nothing was, the topology says how far back to begin. */
    static Map<TopicPartition, Long> later(
            Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> first) {
        Map<TopicPartition, Long> later = new HashMap<>();
        first.forEach((partition, offset) -> {
            OffsetAndMetadata known = committed.get(partition);
            if (known != null && known.offset() < offset) {
                later.put(partition, offset);
            }
        });
        return later;
    }
}
