package dev.understudy.detector.evidence;

import java.time.Duration;

/**
 * How long evidence speaks, and when an observer is not to be believed.
 *
 * @param ttl how long a word speaks for the present; 1s if not given
 * @param goneTtl how long a refusal or reset speaks that nobody contradicted; 5s, at least {@code ttl}
 * @param answerHolds for how long an answer, seen by anyone, outweighs another path's silence; twice as long, and at most
 *     {@code ttl}, the node's own last good report keeps such a silence from being confirmed; 400ms
 * @param inFlight an answer arriving within this time after a refusal may have been seen before it; 100ms
 * @param staleAfter how much later than usual a record may arrive and still speak for the present; 1s
 * @param observer when an observer is the sick one
 */
public record EvidenceLimits(
        Duration ttl,
        Duration goneTtl,
        Duration answerHolds,
        Duration inFlight,
        Duration staleAfter,
        ObserverLimits observer) {

    public EvidenceLimits {
        ttl = ttl == null ? Duration.ofSeconds(1) : ttl;
        goneTtl = goneTtl == null ? Duration.ofSeconds(5) : goneTtl;
        answerHolds = answerHolds == null ? Duration.ofMillis(400) : answerHolds;
        inFlight = inFlight == null ? Duration.ofMillis(100) : inFlight;
        staleAfter = staleAfter == null ? Duration.ofSeconds(1) : staleAfter;
        observer = observer == null ? ObserverLimits.defaults() : observer;
        if (ttl.isZero() || answerHolds.isZero() || staleAfter.isZero()) {
            throw new IllegalArgumentException("ttl, answerHolds and staleAfter are above 0ms");
        }
        if (goneTtl.compareTo(ttl) < 0) {
            throw new IllegalArgumentException("goneTtl (" + goneTtl.toMillis() + "ms) is at least ttl ("
                    + ttl.toMillis() + "ms): a refusal speaks no shorter than a silence");
        }
        if (inFlight.compareTo(ttl) >= 0) {
            throw new IllegalArgumentException("inFlight (" + inFlight.toMillis() + "ms) is below ttl ("
                    + ttl.toMillis() + "ms), or no answer could ever contradict a refusal");
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static EvidenceLimits defaults() {
        return new EvidenceLimits(null, null, null, null, null, null);
    }

    long ttlMillis(Sign sign) {
        return (sign == Sign.GONE ? goneTtl : ttl).toMillis();
    }
}
