package dev.understudy.detector.doubt;

/**
 * How the nodes that report for themselves stand at one moment.
 *
 * @param alive how many reported within {@link DoubtLimits#census()}; need not be counted while fewer than {@link #TOGETHER} are missing
 * @param mute how many of those are missing now
 */
public record Census(int alive, int mute) {

    /** So many fall silent together, and no fewer. */
    public static final int TOGETHER = 2;

    /** One node may always fall silent; more than the share of them together points to what carries their reports. */
    boolean pointsToTheMessenger(double share) {
        return mute >= TOGETHER && mute > share * alive;
    }
}
