package dev.understudy.journal.relay;

import dev.understudy.journal.stream.StreamPosition;
import java.io.IOException;

/** The primary, as far as it is answered. */
public interface Primary {

    /**
     * Tells it that everything up to a position is stored.
     *
     * @throws IOException where the connection has ended
     */
    void acknowledge(StreamPosition position) throws IOException;

    /** Ends the connection: something cannot be stored. */
    void giveUp(Exception reason);
}
