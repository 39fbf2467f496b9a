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
    /** An error, of the server's or of the observer's own: it proves nothing. */
    UNCLEAR;

    public boolean isBad() {
        return this == GONE || this == STUCK;
    }
}
