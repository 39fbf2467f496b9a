package dev.understudy.router.balance;

/**
 * How long a member takes, as a moving average that believes bad news at once and good news slowly; and that forgets, so that
 * a member that was slow is tried again. Immutable.
 *
 * @param millis at the time of the last sample
 * @param at when that was, ms
 */
public record PeakEwma(double millis, long at) {

    /** Nothing measured yet. */
    public static final PeakEwma UNKNOWN = new PeakEwma(0, 0);

    /**
     * @param sample how long it took, ms
     * @param now ms; one that is earlier than the last counts as the same
     * @param decayMillis after so long a third of the old value is left
     */
    public PeakEwma after(double sample, long now, double decayMillis) {
        if (this.equals(UNKNOWN) || sample >= millis(now, decayMillis)) {
            return new PeakEwma(sample, now);
        }
        double kept = kept(now, decayMillis);
        return new PeakEwma(millis * kept + sample * (1 - kept), Math.max(at, now));
    }

    /** What is left of it now. */
    public double millis(long now, double decayMillis) {
        return millis * kept(now, decayMillis);
    }

    private double kept(long now, double decayMillis) {
        return Math.exp(-Math.max(0, now - at) / decayMillis);
    }
}
