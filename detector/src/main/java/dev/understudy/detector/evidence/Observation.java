package dev.understudy.detector.evidence;

/**
 * One look at a {@link Measure}.
 *
 * @param level how it stands
 * @param what in words, such as {@code connections in use}
 * @param value what was measured, with its unit; may be empty
 * @param threshold what it was compared with; may be empty
 * @param lasting for how long it had been so when it was seen, ms; 0 where only the look itself is known
 */
public record Observation(Level level, String what, String value, String threshold, long lasting) {

    /** How a measure stands. What is between raises nothing and clears nothing. */
    public enum Level {
        WELL,
        BETWEEN,
        BAD
    }

    public static Observation well(String what, String value) {
        return new Observation(Level.WELL, what, value, "", 0);
    }

    public static Observation between(String what, String value) {
        return new Observation(Level.BETWEEN, what, value, "", 0);
    }

    public static Observation bad(String what, String value, String threshold) {
        return new Observation(Level.BAD, what, value, threshold, 0);
    }

    /** The same, begun earlier. */
    public Observation lasting(long millis) {
        return new Observation(level, what, value, threshold, Math.max(0, millis));
    }
}
