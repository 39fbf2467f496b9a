package dev.understudy.recovery.journal;

/** A journal whose end cannot be told with certainty. The message says what stands in the way, for a person. */
public final class UnreadableJournal extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableJournal(String message) {
        super(message);
    }
}
