package dev.understudy.recovery.preflight.reading;

import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.LeaseRecord;
import dev.understudy.events.LeaseRequest;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Asks the topic of leases for the journal keepers' connections. */
final class KeeperReader {

    /** A keeper asks every second; one whose host has gone stays connected for as long as the primary does not notice. */
    private static final Duration BACK = Duration.ofMinutes(30);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private KeeperReader() {}

    /** Of each keeper of the newest epoch, the one that it named last. */
    static Set<Long> connections(Map<String, Object> kafka, String cluster) {
        Map<String, LeaseRequest> newest = new HashMap<>();
        try (LogReader topic = new LogReader(kafka, Topics.LEASES)) {
            topic.seekToTime(System.currentTimeMillis() - BACK.toMillis());
            long end = topic.end();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (topic.position() < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : topic.poll(POLL)) {
                    if (RecordCodec.LEASES.decode(record.value()) instanceof Decoded.Value<LeaseRecord> read
                            && read.value() instanceof LeaseRequest request
                            && request.cluster().equals(cluster)) {
                        newest.put(request.keeper(), request);
                    }
                }
            }
        }
        Epoch epoch = newest.values().stream()
                .map(LeaseRequest::epoch)
                .max(Epoch::compareTo)
                .orElse(Epoch.NONE);
        return newest.values().stream()
                .filter(request -> request.epoch().equals(epoch))
                .map(LeaseRequest::connection)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
