package dev.understudy.router.balance;

/**
 * The part of its weight that a member gets after it came back: it grows evenly, from a tenth to all of it.
 *
 * @param millis how long it takes; 0 for at once
 */
public record SlowStart(long millis) {

    /** What it begins with. */
    public static final double COLDEST = 0.1;

    /**
     * @param sinceMillis how long ago it came back
     * @return {@value #COLDEST} to 1
     */
    public double warmth(long sinceMillis) {
        if (sinceMillis >= millis) {
            return 1;
        }
        return Math.max(COLDEST, (double) Math.max(0, sinceMillis) / millis);
    }
}
