package dev.understudy.detector.evidence;

/**
 * How surprising a silence is: {@code phi = -log10(1 - F(t))}, F the normal distribution over the times between reports,
 * moved by the pause that is always forgiven and with a floor on sigma.
 *
 * <p>Mean and variance forget exponentially, about the last 40 intervals, so that a node with another cadence is learnt
 * and a fixed few numbers a node are enough. "phi 8" is not "one in 10^8": real tails are heavier than normal.
 *
 * @param mean of the intervals, ms
 * @param variance of the intervals, ms squared
 * @param count how many were seen
 */
record Accrual(double mean, double variance, long count) {

    static final Accrual EMPTY = new Accrual(0, 0, 0);

    /** Below so many intervals the cadence is not known, and only the deadline counts. */
    static final int LEARNT = 5;

    private static final double WEIGHT = 0.05;
    private static final double MOST = 300;

    Accrual with(long interval) {
        if (count == 0) {
            return new Accrual(interval, 0, 1);
        }
        double weight = Math.max(WEIGHT, 1.0 / (count + 1));
        double difference = interval - mean;
        double step = weight * difference;
        return new Accrual(mean + step, (1 - weight) * (variance + difference * step), count + 1);
    }

    /** 0 to 300; 0 while the cadence is not known. */
    double phi(long silentMillis, AccrualLimits limits) {
        if (count < LEARNT) {
            return 0;
        }
        double sigma = Math.max(Math.sqrt(variance), limits.sigmaFloor().toMillis());
        double y = (silentMillis - mean - limits.pause().toMillis()) / sigma;
        return Math.min(MOST, y > 0 ? logTail(y) : -Math.log10(1 - Math.pow(10, -logTail(-y))));
    }

    /**
     * {@code -log10(1 - F(y))} for y from 0, by Börjesson and Sundberg: within 0.3 % of the tail itself, however far out, where
     * the usual logistic form is a whole power of ten off.
     */
    private static double logTail(double y) {
        return y * y / 2 * Math.log10(Math.E)
                + Math.log10(Math.sqrt(2 * Math.PI))
                + Math.log10(0.661 * y + 0.339 * Math.sqrt(y * y + 5.51));
    }

    boolean missing(long silentMillis, AccrualLimits limits) {
        return silentMillis >= Math.max(limits.deadline().toMillis(), 3 * mean)
                || phi(silentMillis, limits) >= limits.phi();
    }
}
