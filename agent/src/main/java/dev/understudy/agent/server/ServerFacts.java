package dev.understudy.agent.server;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself.
 *
 * @param readOnly whether clients' writes are refused
 * @param executed its transaction set
 * @param connectionsUsed open client connections; null if it could not be read
 * @param connectionsAllowed their limit; null if it could not be read
 * @param appliedAtMillis when its applied position was last written, ms since 1970; null where it keeps none
 * @param readNanos when this was read, {@code System.nanoTime()}
 */
public record ServerFacts(
        boolean readOnly,
        String executed,
        @Nullable Integer connectionsUsed,
        @Nullable Integer connectionsAllowed,
        @Nullable Long appliedAtMillis,
        long readNanos) {}
