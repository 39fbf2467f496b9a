package dev.understudy.journal.relay;

/** Asked right before each acknowledgement. */
@FunctionalInterface
public interface Gate {

    /** Whether the lease is valid at this moment. */
    boolean isOpen();
}
