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

    private final JournalEnding ending;
    private final JournalReader reader;
    private final ReadingRehearsal rehearsal;

    /**
     * @param log the owner's: who was superseded closes and seals nothing
     * @param kafka a client's properties
     */
    public KafkaJournals(Trail log, Map<String, Object> kafka, String cluster) {
        ending = new JournalEnding(log, kafka, cluster);
        reader = new JournalReader(kafka, cluster);
        rehearsal = new ReadingRehearsal(() -> new JournalReader(kafka, cluster));
    }

    @Override
    public void keepUp(Epoch epoch, TransactionSet none) {
        rehearsal.of(epoch, none);
        try {
            ending.keepUp();
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
        rehearsal.close();
        ending.close();
        reader.close();
    }
}
