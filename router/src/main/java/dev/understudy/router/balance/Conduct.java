package dev.understudy.router.balance;

/**
 * How one member has served those who were sent to it. Immutable.
 *
 * @param streak failures one after the other, up to now
 * @param well how many went well in this interval
 * @param failed how many did not
 * @param ejections how often it was put out, less one for each interval without
 * @param outUntil when it may come back, ms; the past where it is not out
 */
record Conduct(int streak, long well, long failed, int ejections, long outUntil) {

    static final Conduct UNKNOWN = new Conduct(0, 0, 0, 0, Long.MIN_VALUE);

    Conduct after(boolean wentWell) {
        return wentWell
                ? new Conduct(0, well + 1, failed, ejections, outUntil)
                : new Conduct(streak + 1, well, failed + 1, ejections, outUntil);
    }

    boolean isOut(long now) {
        return now < outUntil;
    }

    /** It is out from now on, each time for longer. */
    Conduct ejected(OutlierRule rule, long now) {
        long time = Math.min(rule.maxTime().toMillis(), rule.baseTime().toMillis() * (ejections + 1));
        return new Conduct(0, well, failed, ejections + 1, now + time);
    }

    /**
     * Counts from nothing. An interval in the rotation, from its beginning, forgives an ejection.
     *
     * @param began when the interval that is over began, ms
     */
    Conduct nextInterval(long began) {
        return new Conduct(streak, 0, 0, isOut(began) ? ejections : Math.max(0, ejections - 1), outUntil);
    }

    long requests() {
        return well + failed;
    }

    /** 0 to 1; of one that was asked something. */
    double successRate() {
        return (double) well / requests();
    }
}
