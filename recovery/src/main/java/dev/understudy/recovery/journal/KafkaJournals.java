package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.recovery.owner.Trail;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The journal in its topic. Not thread-safe. */
public final class KafkaJournals implements Journals, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JournalEnding ending;
    private final JournalReader reader;

    /**
     * @param log the owner's: who was superseded closes and seals nothing
     * @param kafka a client's properties
     */
    public KafkaJournals(Trail log, Map<String, Object> kafka, String cluster) {
        ending = new JournalEnding(log, kafka, cluster);
        reader = new JournalReader(kafka, cluster);
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
