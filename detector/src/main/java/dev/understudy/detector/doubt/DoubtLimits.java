package dev.understudy.detector.doubt;

import java.time.Duration;

/**
 * When the detector doubts itself, and for how long.
 *
 * @param grace after a start or a rebalance, and after the last sign that its input is being caught up; 2s if not given
 * @param settle after a silence of the messenger has ended; 1s
 * @param wake after a pause of its own, and after the last old record that came of it: long enough to hear every reporter
 *     anew; 300ms
 * @param pause how far apart two of its own ticks may be; 400ms, which is below what makes a silent node suspect
 * @param inputGap for how long nothing at all may arrive; 1s
 * @param roundTrip for how long a heartbeat of its own may be on its way through Kafka and back; 1s
 * @param share above which share of the live nodes, falling silent together, the messenger is suspected, 0 to 1; 0.5
 * @param census over how long nodes count as having fallen silent together; 10s
 */
public record DoubtLimits(
        Duration grace,
        Duration settle,
        Duration wake,
        Duration pause,
        Duration inputGap,
        Duration roundTrip,
        Double share,
        Duration census) {

    public DoubtLimits {
        grace = grace == null ? Duration.ofSeconds(2) : grace;
        settle = settle == null ? Duration.ofSeconds(1) : settle;
        wake = wake == null ? Duration.ofMillis(300) : wake;
        pause = pause == null ? Duration.ofMillis(400) : pause;
        inputGap = inputGap == null ? Duration.ofSeconds(1) : inputGap;
        roundTrip = roundTrip == null ? Duration.ofSeconds(1) : roundTrip;
        share = share == null ? Double.valueOf(0.5) : share;
        census = census == null ? Duration.ofSeconds(10) : census;
        if (pause.toMillis() < 50) {
            throw new IllegalArgumentException("pause is at least 50ms, or the detector would always doubt itself");
        }
        if (settle.isZero() || wake.isZero() || inputGap.isZero() || roundTrip.isZero()) {
            throw new IllegalArgumentException("settle, wake, inputGap and roundTrip are above 0ms");
        }
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("share is 0 to 1, not " + share);
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static DoubtLimits defaults() {
        return new DoubtLimits(null, null, null, null, null, null, null, null);
    }
}
