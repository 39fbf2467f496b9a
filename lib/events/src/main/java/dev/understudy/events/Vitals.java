package dev.understudy.events;

import org.jspecify.annotations.Nullable;

/**
 * What the machine and the server are spending. A value that could not be read is null.
 *
 * @param connectionsUsed open client connections
 * @param connectionsAllowed the server's limit
 * @param cpu share of all cores in use, 0 to 1
 * @param memory share of the machine's memory in use, 0 to 1
 * @param diskFreeBytes free on the file system of the data folder
 * @param diskTotalBytes its size
 */
public record Vitals(
        @Nullable Integer connectionsUsed,
        @Nullable Integer connectionsAllowed,
        @Nullable Double cpu,
        @Nullable Double memory,
        @Nullable Long diskFreeBytes,
        @Nullable Long diskTotalBytes) {

    public static final Vitals UNKNOWN = new Vitals(null, null, null, null, null, null);
}
