package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.owner.Trail;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal in its topic. Not thread-safe. */
public final class KafkaJournals implements Journals, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaJournals.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long REHEARSE_EVERY_NANOS = 3_000_000_000L;
    /** As often as it takes until the most of it is compiled. */
    private static final int REHEARSALS = 20;

    private final JournalEnding ending;
    private final JournalReader reader;
    private int rehearsed;
    private long rehearsedAt = System.nanoTime();

    /**
     * @param log the owner's: who was superseded closes and seals nothing
     * @param kafka a client's properties
     */
    public KafkaJournals(Trail log, Map<String, Object> kafka, String cluster) {
        ending = new JournalEnding(log, kafka, cluster);
        reader = new JournalReader(kafka, cluster);
    }

    @Override
    public void keepUp(Epoch epoch, TransactionSet none) {
        try {
            ending.keepUp();
            if (rehearsed < REHEARSALS && System.nanoTime() - rehearsedAt > REHEARSE_EVERY_NANOS) {
                rehearsed++;
                rehearsedAt = System.nanoTime();
                reader.rehearse(epoch, none);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debug("the journal is not kept up with: {}", e.toString());
        }
    }

    @Override
    public Ended end(Epoch epoch, String incident, BooleanSupplier running) {
        return ending.end(epoch, incident, running);
    }

    @Override
    public Sealed read(Epoch epoch, TransactionSet after) throws UnreadableJournal {
        return reader.read(epoch, after, PATIENCE);
    }

    @Override
    public void close() {
        ending.close();
        reader.close();
    }
}
