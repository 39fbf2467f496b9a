package dev.understudy.journal.log;

import dev.understudy.events.KeeperSession;
import dev.understudy.events.RawPart;

/** Where a session writes to: one partition, in order, each record in all in-sync replicas before it counts. */
public interface Journal extends AutoCloseable {

    /** Told once for each record, by a thread of the journal's own. */
    interface Confirmation {

        void stored();

        /** It was not, and nothing behind it may count. */
        void lost(Exception reason);
    }

    /** Leaves a part to be written; waits while too much is on its way. */
    void write(RawPart part, byte[] events, Confirmation confirmation);

    /** Leaves a session's word to be written. */
    void write(KeeperSession session, Confirmation confirmation);

    /** Whether anything was ever left to it. */
    boolean isUsed();

    /** What is still on its way may or may not be stored; nothing more is confirmed. */
    @Override
    void close();
}
