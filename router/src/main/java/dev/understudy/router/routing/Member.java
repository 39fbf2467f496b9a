package dev.understudy.router.routing;

import static java.util.Objects.requireNonNull;

import dev.understudy.events.Address;

/**
 * A node that can be connected to.
 *
 * @param scope its cluster or service
 * @param node its name
 * @param address where it listens
 */
public record Member(String scope, String node, Address address) {

    public Member {
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        requireNonNull(address, "address");
    }
}
