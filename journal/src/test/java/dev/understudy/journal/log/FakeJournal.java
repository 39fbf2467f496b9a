package dev.understudy.journal.log;

import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A journal whose broker answers when the test says so. */
public final class FakeJournal implements Journal {

    public final List<RawPart> parts = new ArrayList<>();
    public final List<KeeperSession> words = new ArrayList<>();
    public boolean closed;
    private final Deque<Confirmation> unanswered = new ArrayDeque<>();

    @Override
    public void write(RawPart part, byte[] events, Confirmation confirmation) {
        parts.add(part);
        unanswered.add(confirmation);
    }

    @Override
    public void write(KeeperSession session, Confirmation confirmation) {
        words.add(session);
        unanswered.add(confirmation);
    }

    /** Everything that is on its way is stored. */
    public void stores() {
        while (!unanswered.isEmpty()) {
            unanswered.remove().stored();
        }
    }

    /** The oldest that is on its way is refused. */
    public void loses() {
        unanswered.remove().lost(new IllegalStateException("no"));
    }

    @Override
    public boolean isUsed() {
        return !parts.isEmpty() || !words.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
