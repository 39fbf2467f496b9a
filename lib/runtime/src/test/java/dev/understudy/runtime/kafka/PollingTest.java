package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PollingTest {

    private final Polling polling = new Polling();

    @Test
    void a_consumer_that_waits_for_a_broker_is_woken_and_not_interrupted() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(() -> polling.read(nowhere(), consumer -> {
                        reading.countDown();
                        consumer.partitionsFor("any", Duration.ofSeconds(15));
                    }))
                    .isInstanceOf(WakeupException.class);
            return Thread.currentThread().isInterrupted();
        });
        reading.await();
        TimeUnit.MILLISECONDS.sleep(200);

        long from = System.nanoTime();
        polling.end();

        assertThat(interrupted.get()).isFalse();
        assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void a_consumer_is_closed_however_its_reading_ends() {
        MockConsumer<byte[], byte[]> well = new MockConsumer<>("earliest");
        polling.read(well, consumer -> {});
        assertThat(well.closed()).isTrue();
        MockConsumer<byte[], byte[]> ill = new MockConsumer<>("earliest");
        assertThatThrownBy(() -> polling.read(ill, consumer -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(ill.closed()).isTrue();
    }

    @Test
    void what_is_read_after_the_end_ends_at_once() {
        polling.end();
        assertThat(polling.isOver()).isTrue();
        assertThatThrownBy(() -> polling.read(
                        new MockConsumer<byte[], byte[]>("earliest"), consumer -> consumer.poll(Duration.ofDays(1))))
                .isInstanceOf(WakeupException.class);
    }

    @Test
    void a_pause_ends_with_it() throws Exception {
        CompletableFuture<Void> paused = CompletableFuture.runAsync(() -> {
            try {
                polling.pause(TimeUnit.DAYS.toMillis(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        polling.end();
        paused.get();
    }

    private static KafkaConsumer<byte[], byte[]> nowhere() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
