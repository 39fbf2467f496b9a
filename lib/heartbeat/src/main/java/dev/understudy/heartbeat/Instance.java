package dev.understudy.heartbeat;

import static java.util.Objects.requireNonNull;

import dev.understudy.events.Address;

/**
 * An application instance that reports itself.
 *
 * @param service the service that it belongs to
 * @param node the instance's name
 * @param host the machine's name
 * @param address where it listens; it connects there itself to see whether it answers
 */
public record Instance(String service, String node, String host, Address address) {

    public Instance {
        requireNonNull(service, "service");
        requireNonNull(node, "node");
        requireNonNull(host, "host");
        requireNonNull(address, "address");
    }
}
