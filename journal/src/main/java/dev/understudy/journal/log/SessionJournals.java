package dev.understudy.journal.log;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal for each session. The next one is made before it is asked for, and one that nothing was left to serves again: making one takes a
 * client's start, and whoever attaches after a fail-over has all commits waiting for it. Thread-safe.
 */
public final class SessionJournals implements AutoCloseable {

    private final Supplier<? extends Journal> maker;
    private @Nullable Journal next;
    private boolean closed;

    /**
     * @param maker makes one; may wait for Kafka
     */
    public SessionJournals(Supplier<? extends Journal> maker) {
        this.maker = maker;
    }

    /** One that nobody has used; whoever takes it brings it back or closes it. */
    public Journal take() {
        synchronized (this) {
            Journal ready = next;
            next = null;
            if (ready != null) {
                return ready;
            }
        }
        return maker.get();
    }

    /** A session is over. */
    public void bringBack(Journal journal) {
        synchronized (this) {
            if (!closed && next == null && !journal.isUsed()) {
                next = journal;
                return;
            }
        }
        journal.close();
    }

    /** Makes the next one where there is none. */
    public void prepare() {
        synchronized (this) {
            if (closed || next != null) {
                return;
            }
        }
        bringBack(maker.get());
    }

    @Override
    public void close() {
        Journal last;
        synchronized (this) {
            closed = true;
            last = next;
            next = null;
        }
        if (last != null) {
            last.close();
        }
    }
}
