package dev.understudy.recovery.seed;

/** The copy was not begun: the message says what stands in the way, and what to do. */
public final class SeedRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SeedRefused(String reason) {
        super(reason);
    }
}
