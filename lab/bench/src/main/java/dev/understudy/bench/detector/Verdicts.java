package dev.understudy.bench.detector;

import dev.understudy.events.Decoded;
import dev.understudy.events.Fault;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that detectors say, and when it was read. Thread-safe. */
final class Verdicts implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Said> said = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "verdicts");
    private volatile boolean closed;

    /**
     * @param readAt by {@link System#nanoTime}
     */
    record Said(Fault fault, long readAt) {

        private boolean is(String node, Trouble trouble) {
            return fault.node().equals(node) && fault.kind() == trouble.kind() && fault.phase() == trouble.phase();
        }
    }

    Verdicts(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(Topics.FAULTS, 0)));
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for a verdict on a node.
     *
     * @return how long after that time it was read, ms
     * @throws IllegalStateException where it does not come in time
     */
    synchronized double await(String node, Trouble trouble, long since, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Said> found =
                    said.stream().filter(each -> each.is(node, trouble)).findFirst();
            if (found.isPresent()) {
                return (found.get().readAt() - since) / 1e6;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("no detector has said that " + node + " is " + trouble.phase() + " "
                        + trouble.kind() + " within " + patience.toSeconds() + " s");
            }
            wait(left);
        }
    }

    /** Faults raised of nodes that are well. */
    synchronized List<Fault> mistakes(Set<String> struck) {
        return said.stream()
                .map(Said::fault)
                .filter(fault -> fault.phase() != Fault.Phase.CLEARED && !struck.contains(fault.node()))
                .toList();
    }

    /** How often the same was said of the same incident again. */
    synchronized int repeated() {
        Set<String> once = new HashSet<>();
        int again = 0;
        for (Said each : said) {
            again += once.add(each.fault().incident() + " " + each.fault().phase()) ? 0 : 1;
        }
        return again;
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    take(record.value(), System.nanoTime());
                }
            }
        }
    }

    private synchronized void take(byte[] value, long now) {
        if (RecordCodec.FAULTS.decode(value) instanceof Decoded.Value<Fault> fault) {
            said.add(new Said(fault.value(), now));
            notifyAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
