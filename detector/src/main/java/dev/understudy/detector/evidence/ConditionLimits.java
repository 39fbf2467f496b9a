package dev.understudy.detector.evidence;

import java.time.Duration;

/**
 * When what is measured of a node is a fault, and for how long it must last. None of these faults fails anything over.
 *
 * @param stalledSuspect a primary that answers and commits no canary; 3s if not given
 * @param stalledConfirm the same; 10s, at least {@code stalledSuspect}
 * @param readOnly a writer that refuses writes, while no plan explains it; 10s
 * @param usedUp which share of a primary's connections in use is all of them, above 0 to 1; 0.95
 * @param saturated for how long they must be, or new connections end with error 1040; 3s
 * @param lag how old a change may be when a standby applies it; 10s
 * @param lagging for how long it must be older; 10s
 * @param changelog for how long a primary commits canaries of which no standby applies any; longer than the largest
 *     transaction takes to apply; 60s
 * @param alone for how long a cluster or service has one healthy member only, or all on one machine; 30s
 * @param oneHost whether all members on one machine are a fault; true
 * @param clear for how long the opposite must be seen; 5s
 * @param resources disk, memory and connections
 */
public record ConditionLimits(
        Duration stalledSuspect,
        Duration stalledConfirm,
        Duration readOnly,
        Double usedUp,
        Duration saturated,
        Duration lag,
        Duration lagging,
        Duration changelog,
        Duration alone,
        Boolean oneHost,
        Duration clear,
        ResourceLimits resources) {

    public ConditionLimits {
        stalledSuspect = stalledSuspect == null ? Duration.ofSeconds(3) : stalledSuspect;
        stalledConfirm = stalledConfirm == null ? Duration.ofSeconds(10) : stalledConfirm;
        readOnly = readOnly == null ? Duration.ofSeconds(10) : readOnly;
        usedUp = usedUp == null ? Double.valueOf(0.95) : usedUp;
        saturated = saturated == null ? Duration.ofSeconds(3) : saturated;
        lag = lag == null ? Duration.ofSeconds(10) : lag;
        lagging = lagging == null ? Duration.ofSeconds(10) : lagging;
        changelog = changelog == null ? Duration.ofSeconds(60) : changelog;
        alone = alone == null ? Duration.ofSeconds(30) : alone;
        oneHost = oneHost == null ? Boolean.TRUE : oneHost;
        clear = clear == null ? Duration.ofSeconds(5) : clear;
        resources = resources == null ? ResourceLimits.defaults() : resources;
        if (stalledConfirm.compareTo(stalledSuspect) < 0) {
            throw new IllegalArgumentException("stalledConfirm (" + stalledConfirm.toMillis()
                    + "ms) is at least stalledSuspect (" + stalledSuspect.toMillis() + "ms)");
        }
        ResourceLimits.share("usedUp", usedUp);
        if (lag.isZero()) {
            throw new IllegalArgumentException("lag is above 0ms: every change takes some time");
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static ConditionLimits defaults() {
        return new ConditionLimits(null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
