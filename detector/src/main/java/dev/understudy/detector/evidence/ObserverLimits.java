package dev.understudy.detector.evidence;

import dev.understudy.events.ObserverHealth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an observer is the sick one. A slow loop or a slow echo discounts only what it missed: a refusal is the other
 * machine's word, however late it was read. Exhausted descriptors, or failures toward several unrelated targets, discount all.
 *
 * @param loopLag how late its own timer may be; 200ms if not given
 * @param echo how long a connection to itself may take; 200ms
 * @param descriptors which share of its descriptors may be in use, above 0 to 1; 0.95
 * @param otherTargets how many other nodes failing at once count against it, 1 and up; 2
 */
public record ObserverLimits(Duration loopLag, Duration echo, Double descriptors, Integer otherTargets) {

    public ObserverLimits {
        loopLag = loopLag == null ? Duration.ofMillis(200) : loopLag;
        echo = echo == null ? Duration.ofMillis(200) : echo;
        descriptors = descriptors == null ? Double.valueOf(0.95) : descriptors;
        otherTargets = otherTargets == null ? Integer.valueOf(2) : otherTargets;
        if (descriptors <= 0 || descriptors > 1) {
            throw new IllegalArgumentException("descriptors is a share above 0 and up to 1, not " + descriptors);
        }
        if (otherTargets < 1) {
            throw new IllegalArgumentException("otherTargets is at least 1, not " + otherTargets);
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    static ObserverLimits defaults() {
        return new ObserverLimits(null, null, null, null);
    }

    /** Why nothing bad that this observer says counts; empty where it does. */
    String discountsAll(ObserverHealth health) {
        Integer failing = health.otherTargetsFailing();
        if (failing != null && failing >= otherTargets) {
            return failing + " other targets fail for it too";
        }
        Long used = health.descriptorsUsed();
        Long allowed = health.descriptorsAllowed();
        if (used != null && allowed != null && allowed > 0 && used >= descriptors * allowed) {
            return used + " of its " + allowed + " descriptors are in use";
        }
        return "";
    }

    /** Why what this observer missed does not count; empty where it does. */
    String discountsSilence(ObserverHealth health) {
        String all = discountsAll(health);
        if (!all.isEmpty()) {
            return all;
        }
        if (above(health.loopLagMillis(), loopLag)) {
            return "its own loop is " + Math.round(number(health.loopLagMillis())) + " ms late";
        }
        if (above(health.echoMillis(), echo)) {
            return "its own echo takes " + Math.round(number(health.echoMillis())) + " ms";
        }
        return "";
    }

    /** Whether the observer has shown that it is prompt itself. */
    boolean knownPrompt(ObserverHealth health) {
        return (health.loopLagMillis() != null || health.echoMillis() != null)
                && discountsSilence(health).isEmpty();
    }

    private static boolean above(@Nullable Double millis, Duration limit) {
        return millis != null && millis > limit.toMillis();
    }

    private static double number(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
