package dev.understudy.journal;

import dev.understudy.journal.log.Journal;
import dev.understudy.journal.log.KafkaJournal;
import dev.understudy.journal.log.SessionJournals;
import dev.understudy.journal.primary.FullAuthentication;
import dev.understudy.runtime.Background;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a keeper needs to attach, made before it is needed: all commits wait for whoever attaches to a successor. Thread-safe. */
final class NextSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NextSession.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final boolean mysql;
    private final SessionJournals journals;
    private final Background preparing;
    /** By the thread that prepares. */
    private boolean rehearsed;

    NextSession(Keeper.Setting setting) {
        mysql = setting.engine().name().equals("mysql");
        journals = new SessionJournals(() -> new KafkaJournal(
                        setting.kafka(), setting.cluster(), setting.config().partBytes())
                .acquainted());
        preparing = new Background("next-journal", LOOK_EVERY, this::prepare);
        preparing.start();
    }

    private void prepare() throws InterruptedException {
        try {
            if (!rehearsed && mysql) {
                rehearsed = true;
                FullAuthentication.rehearse();
            }
            journals.prepare();
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("the next session's journal is not ready", e);
        }
    }

    /** One that nobody has used; whoever takes it brings it back. */
    Journal take() {
        return journals.take();
    }

    void bringBack(Journal journal) {
        journals.bringBack(journal);
    }

    @Override
    public void close() {
        preparing.close();
        journals.close();
    }
}
