package dev.understudy.router;

/** How much hostile input a test sees: a sample, or {@code -Dunderstudy.fuzz=N} for a long run. */
public final class Fuzz {

    private static final int SAMPLE = 100_000;

    private Fuzz() {}

    public static int inputs() {
        return inputs(SAMPLE);
    }

    /** For inputs that take longer than others. */
    public static int inputs(int sample) {
        return Integer.getInteger("understudy.fuzz", sample);
    }
}
