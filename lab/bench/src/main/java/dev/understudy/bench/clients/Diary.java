package dev.understudy.bench.clients;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients of one kind saw, each moment by {@link System#nanoTime}'s clock. Thread-safe. */
final class Diary {

    private final ConcurrentLinkedQueue<Commit> commits = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();

    /**
     * A transaction whose client was told that it is committed.
     *
     * @param at when, ns
     */
    record Commit(long id, long at) {}

    /** Where a client was when it was told of an error. */
    enum Where {
        /** It had no connection, or was answered with an error when it asked for a session: it was refused. */
        CONNECTING,
        /** It had a connection that ended before there was a session. */
        OPENING,
        /** In a session, before the transaction was to be committed: nothing of it is kept, and the client leaves the session. */
        IN_SESSION,
        /** The same, but the session goes on, as after a deadlock. */
        RESTARTED,
        /** It was waiting for the word that it is committed: it may be, once. */
        COMMITTING
    }

    /**
     * @param code what the client calls it, such as {@code 08S01-1053}
     * @param where what it hit
     * @param at when, ns
     */
    record Failure(String code, Where where, long at) {}

    void committed(long id, long at) {
        commits.add(new Commit(id, at));
    }

    void failed(String code, Where where, long at) {
        failures.add(new Failure(code, where, at));
    }

    List<Commit> commits() {
        return List.copyOf(commits);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }
}
