package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A node's own account of itself, written by the agent beside it (or by an application instance) every 200 ms and at once
 * when something has changed.
 *
 * @param scope the cluster or service
 * @param node the node
 * @param host the machine that it runs on: observers on one host do not make independent paths
 * @param writer name and start of the writing process, such as {@code agent-orders-a@1700000000000}
 * @param sequence counts up by one
 * @param at writer's clock, ms
 * @param epoch the highest epoch that the writer has seen; 0 for a service
 * @param process the server's process; null where the writer cannot see it
 * @param connect a fresh connection to the server: handshake and a trivial query
 * @param canary the write probe
 * @param readOnly whether the server refuses clients' writes
 * @param executed the transaction set that the server has executed, in the engine's own notation
 * @param vitals what the machine and the server are spending
 * @param fence the last fencing command that was carried out, repeated until the server has a new boot id
 */
public record SelfReport(
        String scope,
        String node,
        String host,
        String writer,
        long sequence,
        long at,
        Epoch epoch,
        @Nullable ServerProcess process,
        @Nullable Probe connect,
        @Nullable Canary canary,
        @Nullable Boolean readOnly,
        @Nullable String executed,
        Vitals vitals,
        @Nullable FenceReport fence)
        implements HeartbeatRecord {

    public SelfReport {
        requireNonNull(scope, "scope");
        requireNonNull(node, "node");
        requireNonNull(host, "host");
        requireNonNull(writer, "writer");
        epoch = epoch == null ? Epoch.NONE : epoch;
        vitals = vitals == null ? Vitals.UNKNOWN : vitals;
    }
}
