package dev.understudy.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.SelfReport;
import dev.understudy.events.Vitals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeartbeatPublisherTest {

    private final FakeChannel channel = new FakeChannel();

    @Test
    void each_heartbeat_carries_the_writer_and_a_sequence_by_node() throws InterruptedException {
        try (HeartbeatPublisher publisher = publisher(60_000)) {
            publisher.publish("a", HeartbeatPublisherTest::report);
            publisher.publish("a", HeartbeatPublisherTest::report);
            publisher.publish("b", HeartbeatPublisherTest::report);

            assertThat(List.of(channel.next(), channel.next(), channel.next()))
                    .extracting(HeartbeatRecord::writer, HeartbeatRecord::sequence, HeartbeatRecord::at)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("agent@1000", 1L, 42L),
                            org.assertj.core.groups.Tuple.tuple("agent@1000", 2L, 42L),
                            org.assertj.core.groups.Tuple.tuple("agent@1000", 1L, 42L));
            assertThat(channel.keys).containsOnly("orders");
            await(() -> publisher.counts().delivered() == 3);
            assertThat(publisher.reachable()).isTrue();
        }
    }

    @Test
    void what_grew_stale_while_it_waited_is_dropped_and_counted() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        channel.gate = gate;
        try (HeartbeatPublisher publisher = publisher(20)) {
            publisher.publish("a", HeartbeatPublisherTest::report);
            publisher.publish("a", HeartbeatPublisherTest::report);
            TimeUnit.MILLISECONDS.sleep(60);
            gate.countDown();
            await(() -> publisher.counts().stale() == 1);
            assertThat(channel.next().sequence()).isEqualTo(1);
        }
    }

    @Test
    void a_channel_that_blocks_never_blocks_the_user() {
        channel.gate = new CountDownLatch(1);
        try (HeartbeatPublisher publisher = publisher(60_000)) {
            for (int i = 0; i < 2_000; i++) {
                publisher.publish("a", HeartbeatPublisherTest::report);
            }
            assertThat(publisher.counts().overflowed()).isGreaterThanOrEqualTo(2_000 - 1_025);
        }
    }

    @Test
    void an_error_of_kafka_is_counted_and_never_thrown() {
        channel.error = new IllegalStateException("no broker");
        try (HeartbeatPublisher publisher = publisher(60_000)) {
            publisher.publish("a", HeartbeatPublisherTest::report);
            await(() -> publisher.counts().failed() == 1);
            assertThat(publisher.reachable()).isFalse();
            assertThat(publisher.counts().dropped()).isEqualTo(1);
        }
    }

    @Test
    void a_broker_that_cannot_be_resolved_is_only_counted() {
        HeartbeatSettings settings =
                new HeartbeatSettings(Map.of("bootstrap.servers", "no-such-host.invalid:9"), Duration.ofMillis(200));
        try (HeartbeatPublisher publisher = HeartbeatPublisher.start(settings, "agent", 1_000)) {
            publisher.publish("a", HeartbeatPublisherTest::report);
            await(() -> publisher.counts().failed() == 1);
        }
    }

    @Test
    void delivery_is_bounded_by_two_intervals() {
        Map<String, Object> producer = new HeartbeatSettings(
                        Map.of("bootstrap.servers", "k:1", "linger.ms", "50"), Duration.ofMillis(300))
                .producer();
        assertThat(producer)
                .containsEntry("linger.ms", "0")
                .containsEntry("delivery.timeout.ms", 600)
                .containsEntry("max.block.ms", 300L);
    }

    @Test
    void an_interval_out_of_range_is_refused() {
        assertThatThrownBy(() -> new HeartbeatSettings(Map.of(), Duration.ofMillis(1)))
                .hasMessageContaining("10ms to 60s");
    }

    private HeartbeatPublisher publisher(long staleAfterMillis) {
        return new HeartbeatPublisher("agent@1000", staleAfterMillis, () -> channel, () -> 42L);
    }

    private static SelfReport report(Stamp stamp) {
        return new SelfReport(
                "orders",
                "a",
                "h",
                stamp.writer(),
                stamp.sequence(),
                stamp.at(),
                Epoch.NONE,
                null,
                null,
                null,
                null,
                null,
                Vitals.UNKNOWN,
                null);
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about within 20 s");
            }
            Thread.onSpinWait();
        }
    }

    /** Keeps what is sent; blocks at a gate, or fails, when told so. */
    private static final class FakeChannel implements HeartbeatChannel {

        private final Set<String> keys = ConcurrentHashMap.newKeySet();
        private final BlockingQueue<HeartbeatRecord> sent = new LinkedBlockingQueue<>();
        private volatile @Nullable CountDownLatch gate;
        private volatile @Nullable RuntimeException error;

        @Override
        public void send(String topic, String key, byte[] value, BiConsumer<String, @Nullable Exception> outcome) {
            CountDownLatch closedGate = gate;
            if (closedGate != null) {
                try {
                    closedGate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new org.apache.kafka.common.errors.InterruptException(e);
                }
            }
            RuntimeException failure = error;
            if (failure != null) {
                throw failure;
            }
            if (RecordCodec.HEARTBEATS.decode(value) instanceof Decoded.Value<HeartbeatRecord> decoded) {
                keys.add(key);
                sent.add(decoded.value());
            }
            outcome.accept(key, null);
        }

        HeartbeatRecord next() throws InterruptedException {
            HeartbeatRecord record = sent.poll(20, TimeUnit.SECONDS);
            if (record == null) {
                throw new AssertionError("nothing was sent");
            }
            return record;
        }

        @Override
        public void close() {}
    }
}
