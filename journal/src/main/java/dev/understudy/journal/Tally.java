package dev.understudy.journal;

import dev.understudy.journal.relay.Relay;
import dev.understudy.journal.relay.Relay.Progress;
import org.jspecify.annotations.Nullable;

/** What a keeper is doing, and the figures of all its connections together. Thread-safe. */
final class Tally {

    private KeeperState state = KeeperState.STARTING;
    private @Nullable Relay open;
    private long transactions;
    private long bytes;
    private long acknowledgements;
    private long confirmed;

    synchronized void says(KeeperState now) {
        state = now;
    }

    synchronized KeeperState state() {
        return state;
    }

    synchronized void begins(Relay relay) {
        open = relay;
    }

    synchronized void ends() {
        Progress all = progress();
        transactions = all.transactions();
        bytes = all.bytes();
        acknowledgements = all.acknowledgements();
        confirmed = all.confirmed();
        open = null;
    }

    /** Acknowledges what is due on the open connection. */
    void settle() {
        Relay relay;
        synchronized (this) {
            relay = open;
        }
        if (relay != null) {
            relay.settle();
        }
    }

    synchronized Progress progress() {
        Progress now = open == null ? Progress.NONE : open.progress();
        return new Progress(
                transactions + now.transactions(),
                bytes + now.bytes(),
                acknowledgements + now.acknowledgements(),
                confirmed + now.confirmed(),
                now.unconfirmed(),
                now.waiting());
    }
}
