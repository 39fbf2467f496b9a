package dev.understudy.scenarios.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Decoded;
import dev.understudy.events.Epoch;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Route;
import dev.understudy.events.TopicPolicy;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.owner.OwnerLog;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import dev.understudy.stage.KafkaBroker;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An owner whose Kafka stands still or dies under its writes. It counts, always one more than its trail says: a write that came to nothing and was
 * believed leaves a hole, and one that happened and was not believed stands twice.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrailOutlivesKafkaIT {

    private static final String CLUSTER = "orders";
    private static final Duration LONGER_THAN_ITS_PATIENCE = Duration.ofSeconds(18);
    private static final Duration SOON = Duration.ofSeconds(45);

    @TempDir
    private Path folder;

    private final AtomicLong counted = new AtomicLong();
    private final AtomicInteger troubles = new AtomicInteger();
    private volatile boolean enough;

    @Test
    void what_became_of_a_write_is_found_out() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Stage stage = Stage.open(RunFolder.create(folder.resolve("run")))) {
            KafkaBroker kafka = KafkaBroker.start(stage);
            KafkaSetup.ensureTopics(new KafkaConfig(kafka.bootstrap(), 1, Map.of()), TopicPolicy.shared());
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrap());
            try (OwnerLog log = new OwnerLog(client, CLUSTER, "test")) {
                Future<?> counting = thread.submit(() -> count(log));
                goesOn();

                kafka.pause();
                Thread.sleep(LONGER_THAN_ITS_PATIENCE.toMillis());
                kafka.resume();
                goesOn();
                assertThat(troubles).as("a write that was given up").hasPositiveValue();

                for (int i = 0; i < 3; i++) {
                    kafka.kill();
                    kafka.start();
                    goesOn();
                }

                enough = true;
                counting.get();
                List<Long> trail = trail(client);
                assertThat(trail)
                        .isEqualTo(
                                LongStream.rangeClosed(1, counted.get()).boxed().toList());
                assertThat(log.ledger().burnt()).isEqualTo(Epoch.of(counted.get()));
            }
        } finally {
            enough = true;
            thread.shutdownNow();
        }
    }

    private void goesOn() throws InterruptedException {
        long target = counted.get() + 20;
        long deadline = System.nanoTime() + SOON.toNanos();
        while (counted.get() < target) {
            assertThat(System.nanoTime()).as("it still stands at " + counted).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private void count(OwnerLog log) {
        while (!enough) {
            Epoch next = log.ledger().burnt().next();
            try {
                Batch step = new Batch().step(step(log, next));
                if (next.number() % 3 == 0) {
                    log.carry(step);
                } else {
                    log.commit(step);
                }
                log.commit(new Batch().route(route(next)));
                counted.set(next.number());
            } catch (KafkaException | IllegalStateException e) {
                troubles.incrementAndGet();
                counted.set(log.ledger().burnt().number());
            }
        }
        log.settle();
    }

    private static RecoveryStep step(OwnerLog log, Epoch epoch) {
        return new RecoveryStep(
                CLUSTER,
                "test/" + epoch.number(),
                RecoveryStep.Plan.TAKE_OVER,
                epoch,
                log.owner(),
                log.term(),
                "count",
                RecoveryStep.State.DONE,
                epoch.number(),
                "",
                Map.of());
    }

    private static Route route(Epoch epoch) {
        return new Route(CLUSTER, epoch, Route.State.HOLDING, null, List.of(), Map.of(), "test", 0, "");
    }

    /** The numbers that stand in the trail, in its order. */
    private static List<Long> trail(Map<String, Object> client) {
        List<Long> numbers = new ArrayList<>();
        try (LogReader recoveries = new LogReader(client, Topics.RECOVERIES)) {
            recoveries.seek(0);
            long end = recoveries.end();
            while (recoveries.position() < end) {
                for (ConsumerRecord<byte[], byte[]> record : recoveries.poll(Duration.ofMillis(200))) {
                    if (RecordCodec.RECOVERIES.decode(record.value()) instanceof Decoded.Value<RecoveryStep> step
                            && step.value().step().equals("count")) {
                        numbers.add(step.value().epoch().number());
                    }
                }
            }
        }
        return numbers;
    }
}
