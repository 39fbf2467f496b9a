package dev.understudy.detector.evidence;

/**
 * How late one writer's records usually arrive: the detector's clock minus the writer's, so skew is part of it and does
 * not matter. Only what is later than usual is stale. Not thread-safe.
 *
 * <p>The usual follows a quicker record at once and a slower one by a sixty-fourth, which keeps up with drifting clocks.
 * A burst of old records has delays that shrink from one to the next; a clock that was set has a new, steady delay, and is
 * believed after {@value #STEADY} records.
 */
final class Delays {

    private static final long SHRINKING = 100;
    private static final long STEADY_WITHIN = 100;
    private static final int STEADY = 25;

    private boolean known;
    private double usual;
    private long steadyDelay;
    private int steadyCount;

    Heard add(long delay, long staleAfter) {
        if (!known || delay <= usual) {
            boolean shrinking = known && usual - delay > SHRINKING;
            reset(delay);
            return shrinking ? Heard.BACKLOG : Heard.FRESH;
        }
        if (delay - usual <= staleAfter) {
            usual += (delay - usual) / 64;
            steadyCount = 0;
            return Heard.FRESH;
        }
        if (steadyCount == 0 || Math.abs(delay - steadyDelay) > STEADY_WITHIN) {
            steadyDelay = delay;
            steadyCount = 0;
        }
        if (++steadyCount >= STEADY) {
            reset(delay);
            return Heard.FRESH;
        }
        return Heard.STALE;
    }

    /** The writer's clock was set: what was usual says nothing any more. */
    void forget() {
        known = false;
        steadyCount = 0;
    }

    private void reset(long delay) {
        known = true;
        usual = delay;
        steadyCount = 0;
    }
}
