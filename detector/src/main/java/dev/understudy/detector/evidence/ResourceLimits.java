package dev.understudy.detector.evidence;

import java.time.Duration;

/**
 * When a node's resources come to their end.
 *
 * @param connections which share of the connections in use leaves too few, above 0 to 1; 0.85 if not given
 * @param memory the same of the machine's memory; 0.95
 * @param diskFree below which share of the data's disk nothing is left to wait for, above 0 to 1; 0.02
 * @param diskFullWithin how soon the disk is full, if it goes on as over the last {@code diskWindow}; 1h
 * @param diskWindow over how long the disk's trend is taken; nothing is said before a fifth of it; 10m, at least 1m
 * @param lasting for how long it must be so; 60s
 */
public record ResourceLimits(
        Double connections,
        Double memory,
        Double diskFree,
        Duration diskFullWithin,
        Duration diskWindow,
        Duration lasting) {

    public ResourceLimits {
        connections = connections == null ? Double.valueOf(0.85) : connections;
        memory = memory == null ? Double.valueOf(0.95) : memory;
        diskFree = diskFree == null ? Double.valueOf(0.02) : diskFree;
        diskFullWithin = diskFullWithin == null ? Duration.ofHours(1) : diskFullWithin;
        diskWindow = diskWindow == null ? Duration.ofMinutes(10) : diskWindow;
        lasting = lasting == null ? Duration.ofSeconds(60) : lasting;
        share("connections", connections);
        share("memory", memory);
        share("diskFree", diskFree);
        if (diskWindow.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "diskWindow is at least 1m, not " + diskWindow.toMillis() + "ms: one file is no trend");
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    static ResourceLimits defaults() {
        return new ResourceLimits(null, null, null, null, null, null);
    }

    static void share(String key, double value) {
        if (value <= 0 || value > 1) {
            throw new IllegalArgumentException(key + " is a share above 0 and up to 1, not " + value);
        }
    }
}
