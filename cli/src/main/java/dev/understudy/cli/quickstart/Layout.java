package dev.understudy.cli.quickstart;

import dev.understudy.events.Address;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who listens where in one run. All on the loopback address, on ports that were free.
 *
 * @param engine {@code mysql} or {@code mariadb}
 * @param primary the node that begins as the writer
 * @param kafkaPort the broker's
 * @param connectPort the Connect worker's REST interface
 * @param nodes the database servers and their agents
 * @param instances the order service's instances
 * @param writePort the router's port for the writer
 * @param readPort the router's port for the readers
 * @param ordersPort the router's HTTP port for the order service
 * @param durability what a commit waits for
 */
public record Layout(
        String engine,
        String primary,
        int kafkaPort,
        int connectPort,
        Map<String, Node> nodes,
        Map<String, Address> instances,
        int writePort,
        int readPort,
        int ordersPort,
        Durability durability) {

    public static final String CLUSTER = "orders";
    public static final String SERVICE = "order-service";

    /**
     * @param server where the database listens
     * @param agent where its agent answers
     */
    public record Node(Address server, Address agent) {}

    public Layout {
        nodes = new LinkedHashMap<>(nodes);
        instances = new LinkedHashMap<>(instances);
    }

    /** The same with one more database server. */
    Layout and(String name, Node node) {
        Map<String, Node> more = new LinkedHashMap<>(nodes);
        more.put(name, node);
        return new Layout(
                engine, primary, kafkaPort, connectPort, more, instances, writePort, readPort, ordersPort, durability);
    }
}
