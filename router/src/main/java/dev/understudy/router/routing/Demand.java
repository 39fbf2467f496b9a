package dev.understudy.router.routing;

import static java.util.Objects.requireNonNull;

import dev.understudy.events.Epoch;
import java.util.Optional;

/**
 * What the clients of one port want of a cluster. Whatever carries connections, the built-in proxy or another one that is
 * steered, asks this of the table in force: both decide alike.
 *
 * @param cluster whose databases
 * @param fallsBack whether readers' clients get the writer where no reader is left; without meaning for a writer's
 */
public record Demand(String cluster, Role role, boolean fallsBack) {

    public Demand {
        requireNonNull(cluster, "cluster");
        requireNonNull(role, "role");
    }

    /**
     * What a new connection gets.
     *
     * @param now the router's clock, ms
     */
    public Decision decide(RouteTable table, long now) {
        return role == Role.READER && !fallsBack ? table.decideReader(cluster, now) : table.decide(cluster, role, now);
    }

    /**
     * Why established connections to a node have to end, whenever they were made; empty where they may go on.
     *
     * @param now the router's clock, ms
     */
    public Optional<String> endsBecause(RouteTable table, String node, long now) {
        return table.endsBecause(cluster, node, role, Epoch.NONE, now);
    }
}
