package dev.understudy.agent.tail;

/** A binlog whose end cannot be told with certainty. The message says what stands in the way, for a person. */
final class UnreadableBinlog extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableBinlog(String message) {
        super(message);
    }
}
