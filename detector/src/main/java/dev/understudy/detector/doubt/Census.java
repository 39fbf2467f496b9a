package dev.understudy.detector.doubt;

/**
 * How the nodes that report for themselves stand at one moment.
 *
 * @param alive how many reported within {@link DoubtLimits#census()}
 * @param mute how many of those are missing now
 */
public record Census(int alive, int mute) {

    /** One node may always fall silent; more than the share of them together points to what carries their reports. */
    boolean pointsToTheMessenger(double share) {
        return mute > Math.max(1, share * alive);
    }
}
