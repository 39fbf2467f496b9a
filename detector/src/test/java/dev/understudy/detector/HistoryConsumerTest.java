package dev.understudy.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HistoryConsumerTest {

    private static final TopicPartition PARTITION = new TopicPartition("understudy.heartbeats", 0);

    @Test
    void only_what_was_committed_before_the_history_is_moved_forward() {
        assertThat(HistoryConsumer.later(committed(5), Map.of(PARTITION, 9L)))
                .containsExactly(Map.entry(PARTITION, 9L));
        assertThat(HistoryConsumer.later(committed(9), Map.of(PARTITION, 9L))).isEmpty();
        assertThat(HistoryConsumer.later(committed(12), Map.of(PARTITION, 9L))).isEmpty();
    }

    @Test
    void where_nothing_was_committed_the_topology_decides() {
        assertThat(HistoryConsumer.later(Map.of(), Map.of(PARTITION, 9L))).isEmpty();
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(long offset) {
        return Map.of(PARTITION, new OffsetAndMetadata(offset));
    }
}
