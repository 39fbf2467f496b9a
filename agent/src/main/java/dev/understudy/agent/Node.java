package dev.understudy.agent;

import static java.util.Objects.requireNonNull;

import dev.understudy.events.Address;

/**
 * The node that this agent stands beside.
 *
 * @param cluster its cluster
 * @param name its name
 * @param host the machine's name
 * @param address where its server listens
 */
public record Node(String cluster, String name, String host, Address address) {

    public Node {
        requireNonNull(cluster, "cluster");
        requireNonNull(name, "name");
        requireNonNull(host, "host");
        requireNonNull(address, "address");
    }
}
