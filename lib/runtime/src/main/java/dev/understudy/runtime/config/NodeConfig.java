package dev.understudy.runtime.config;

import dev.understudy.events.Address;
import org.jspecify.annotations.Nullable;

/**
 * One database server.
 *
 * @param address where it listens
 * @param host the machine's name; nodes and observers of one host do not make independent paths. The address's host if not given
 * @param agent where the agent beside it answers over HTTP; null where it has none
 * @param promotable whether it may ever become the writer; true if not given
 */
public record NodeConfig(
        Address address,
        @Nullable String host,
        @Nullable Address agent,
        @Nullable Boolean promotable) {

    public NodeConfig {
        if (address == null) {
            throw new IllegalArgumentException("address is missing: host:port");
        }
        host = host == null ? address.host() : host;
        promotable = promotable == null || promotable;
    }
}
