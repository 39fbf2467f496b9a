package dev.understudy.detector.evidence;

/** What a word says of the server. */
public enum Sign {
    /** It answered. */
    GOOD,
    /** Its process lives and speaks for itself; nobody tried the server. */
    ALIVE,
    /** Its process ended, or nothing listens, or it closed an established connection. */
    GONE,
    /** Its process is stopped, or it accepts and answers nothing. */
    STUCK,
    /** It answered with an error, or the word cannot be read as any of the others. */
    UNCLEAR;

    public boolean isBad() {
        return this == GONE || this == STUCK;
    }
}
