package dev.understudy.recovery.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.events.ChangelogRecord;
import dev.understudy.events.Decoded;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.recovery.plan.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's audit trail as its owner writes and reads it. Holding {@code transactional.id =
 * understudy-recovery-<cluster>} is what makes an owner: Kafka refuses the older holder's next write ({@link Superseded}).
 *
 * <p>What is written in one {@link #commit} becomes visible together or not at all. Not thread-safe, but for {@link #ledger}.
 */
public final class OwnerLog implements Trail, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerLog.class);
    private static final int MAX_REQUEST = 64 * 1024 * 1024;

    /** Milliseconds. */
    private static final int PATIENCE = 15_000;

    /** How often the first opening is tried, each for as long as the patience. */
    private static final int OPENINGS = 4;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final String cluster;
    private final String owner;
    private final List<Batch> carried = new ArrayList<>();
    private KafkaProducer<byte[], byte[]> producer;
    private final long term;
    private volatile Ledger ledger;
    private volatile boolean closed;

    /**
     * Becomes the owner: fences the older one, reads the whole trail, and counts the term up.
     *
     * @param kafka a client's properties
     * @param owner this instance's name
     */
    public OwnerLog(Map<String, Object> kafka, String cluster, String owner) {
        this.kafka = Map.copyOf(kafka);
        this.cluster = cluster;
        this.owner = owner;
        this.producer = producer();
        initialise();
        this.ledger = read();
        this.term = ledger.term() + 1;
        commit(new Batch()
                .step(new RecoveryStep(
                        cluster,
                        "take-over/" + term,
                        RecoveryStep.Plan.TAKE_OVER,
                        ledger.burnt(),
                        owner,
                        term,
                        "take-over",
                        RecoveryStep.State.DONE,
                        System.currentTimeMillis(),
                        owner + " owns " + cluster + " from here on",
                        Map.of())));
        LOG.info("{} owns {} with term {}; newest epoch {}", owner, cluster, term, ledger.burnt());
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void carry(Batch batch) {
        carried.add(batch);
        batch.steps().forEach(step -> ledger = ledger.and(step));
    }

    @Override
    public void settle() {
        if (!carried.isEmpty()) {
            commit(new Batch());
        }
    }

    @Override
    public void commit(Batch batch) {
        transaction(() -> batch);
    }

    @Override
    public void commitToChangelog(List<? extends ChangelogRecord> records, LongFunction<Batch> after) {
        transaction(() -> after.apply(lastOffset(records)));
    }

    /**
     * All of it is with the broker before its end is asked for. The client alone does not see to that: its sender looks whether anything is
     * unsent, and then takes the request to end, and what is sent and ended between the two is ended first.
     */
    private void transaction(Supplier<Batch> content) {
        try {
            producer.beginTransaction();
            carried.forEach(this::send);
            Batch batch = content.get();
            send(batch);
            producer.flush();
            producer.commitTransaction();
            carried.clear();
            batch.steps().forEach(step -> ledger = ledger.and(step));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private long lastOffset(List<? extends ChangelogRecord> records) {
        Future<RecordMetadata> last = null;
        for (ChangelogRecord record : records) {
            last = producer.send(changelog(record));
        }
        if (last == null) {
            throw new IllegalArgumentException("nothing to write");
        }
        producer.flush();
        try {
            return last.get().offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void send(Batch batch) {
        batch.steps().forEach(step -> send(Topics.RECOVERIES, step.cluster(), RecordCodec.RECOVERIES.encode(step)));
        batch.routes().forEach(route -> send(Topics.ROUTES, route.cluster(), RecordCodec.ROUTES.encode(route)));
        batch.commands()
                .forEach(command -> send(Topics.COMMANDS, command.node(), RecordCodec.COMMANDS.encode(command)));
        batch.leases().forEach(lease -> send(Topics.LEASES, lease.key(), RecordCodec.LEASES.encode(lease)));
        batch.seals()
                .forEach(seal ->
                        send(Topics.journal(seal.cluster()), Topics.CONSTANT_KEY, RecordCodec.JOURNAL.encode(seal)));
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
    }

    /**
     * Tells a successor from trouble; after trouble the log can be written again, or the term is over.
     *
     * <p>Nobody knows of a commit that took too long whether it happened. The client would have it asked for again, for ever where its answer never
     * comes; what it left behind is settled as after a crash instead, and what is to be done next is decided from the trail.
     */
    private RuntimeException failed(RuntimeException e) {
        if (caused(e, ProducerFencedException.class)) {
            return superseded(e);
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException abort) {
            if (caused(abort, ProducerFencedException.class)) {
                return superseded(abort);
            }
            e.addSuppressed(abort);
            settle(e);
        }
        return e;
    }

    /** Opens the log again, however long Kafka is away: without it there is nothing that its owner may do. */
    private void settle(RuntimeException trouble) {
        LOG.warn(
                "{}: what became of the last write is not known ({}); the trail is opened again",
                cluster,
                trouble.getMessage());
        while (!closed) {
            try {
                reopen();
                LOG.info("{}: the trail is open again; newest epoch {}", cluster, ledger.burnt());
                return;
            } catch (RetriableException e) {
                LOG.warn("{}: Kafka does not open the trail yet: {}", cluster, e.getMessage());
            }
        }
    }

    private Superseded superseded(Exception e) {
        return new Superseded("another recovery instance owns " + cluster + " now", e);
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Only who is still the newest in the trail may fence: a successor must not be thrown out by the one it replaced. */
    private void reopen() {
        requireNewest(read());
        producer.close(Duration.ZERO);
        producer = producer();
        producer.initTransactions();
        Ledger found = read();
        requireNewest(found);
        carried.clear();
        ledger = found;
    }

    private void requireNewest(Ledger found) {
        if (found.term() > term) {
            throw new Superseded("another recovery instance owns " + cluster + " now (term " + found.term() + ")");
        }
    }

    /** A young Kafka makes the topic of transactions first. */
    private void initialise() {
        for (int left = OPENINGS; ; left--) {
            try {
                producer.initTransactions();
                return;
            } catch (TimeoutException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "understudy-recovery-" + cluster);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, PATIENCE);
        // No longer than a transaction may last: whoever waits for one is a cluster without a writer, perhaps.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> changelog(ChangelogRecord record) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                Topics.changelog(cluster),
                0,
                Topics.CONSTANT_KEY.getBytes(UTF_8),
                RecordCodec.CHANGELOG.encode(record));
        made.headers()
                .add(
                        ChangelogRecord.HEADER,
                        RecordCodec.typeOf(record.getClass()).getBytes(UTF_8));
        return made;
    }

    private Ledger read() {
        Ledger folded = Ledger.EMPTY;
        try (LogReader trail = new LogReader(kafka, Topics.RECOVERIES)) {
            trail.seek(0);
            long end = trail.end();
            while (trail.position() < end) {
                for (ConsumerRecord<byte[], byte[]> record : trail.poll(POLL)) {
                    if (RecordCodec.RECOVERIES.decode(record.value()) instanceof Decoded.Value<RecoveryStep> step
                            && step.value().cluster().equals(cluster)) {
                        folded = folded.and(step.value());
                    }
                }
            }
        }
        return folded;
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ofSeconds(2));
    }
}
