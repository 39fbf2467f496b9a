package dev.understudy.detector.evidence;

import java.time.Duration;

/**
 * When a node's own reports have been missing for too long. See {@link Accrual}.
 *
 * @param phi the suspicion at which they are missing, 1 and up; 8 if not given
 * @param sigmaFloor the least standard deviation reckoned with: real tails are heavier than normal; 100ms
 * @param pause what is always forgiven: a garbage collection, an fsync, a broker's election; 500ms
 * @param deadline missing for longer than this, or than three usual intervals, is missing whatever phi says; 3s
 */
public record AccrualLimits(Double phi, Duration sigmaFloor, Duration pause, Duration deadline) {

    public AccrualLimits {
        phi = phi == null ? Double.valueOf(8) : phi;
        sigmaFloor = sigmaFloor == null ? Duration.ofMillis(100) : sigmaFloor;
        pause = pause == null ? Duration.ofMillis(500) : pause;
        deadline = deadline == null ? Duration.ofSeconds(3) : deadline;
        if (phi < 1) {
            throw new IllegalArgumentException("phi is at least 1, not " + phi);
        }
        if (sigmaFloor.isZero()) {
            throw new IllegalArgumentException(
                    "sigmaFloor is above 0ms: perfectly even reports would raise an alarm" + " at the first hiccup");
        }
        if (deadline.compareTo(pause) <= 0) {
            throw new IllegalArgumentException(
                    "deadline (" + deadline.toMillis() + "ms) is above pause (" + pause.toMillis() + "ms)");
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static AccrualLimits defaults() {
        return new AccrualLimits(null, null, null, null);
    }
}
