package dev.understudy.recovery.journal;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.runtime.Background;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal's end now and again in the first minute: whoever reads it in earnest is in haste, and finds what that takes loaded and compiled. On
 * a thread of its own, with a reader of its own.
 */
final class ReadingRehearsal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadingRehearsal.class);
    private static final Duration EVERY = Duration.ofSeconds(3);
    /** As often as it takes until the most of it is compiled. */
    private static final int TIMES = 20;

    private record Text(Epoch epoch, TransactionSet after) {}

    private final Supplier<JournalReader> opener;
    private final Background playing;
    private volatile @Nullable Text text;
    /** By the thread that plays. */
    private @Nullable JournalReader reader;

    private int played;

    /**
     * @param opener opens a reader, which is closed when all is played
     */
    ReadingRehearsal(Supplier<JournalReader> opener) {
        this.opener = opener;
        playing = new Background("journal-rehearsal", EVERY, this::play);
        playing.start();
    }

    /** What there is to read now; before the first word nothing is read. */
    void of(Epoch epoch, TransactionSet after) {
        text = new Text(epoch, after);
    }

    private void play() throws InterruptedException {
        Text known = text;
        if (known == null || played == TIMES) {
            return;
        }
        played++;
        try {
            JournalReader open = reader == null ? opener.get() : reader;
            reader = open;
            open.rehearse(known.epoch(), known.after());
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (KafkaException e) {
            LOG.debug("a rehearsal came to nothing: {}", e.toString());
        }
        if (played == TIMES) {
            closeReader();
        }
    }

    private void closeReader() {
        JournalReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        playing.close();
        closeReader();
    }
}
