package dev.understudy.agent;

import dev.understudy.runtime.HttpConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code agent}.
 *
 * @param node the node that it stands beside
 * @param cluster its cluster; may be left out where there is only one
 * @param http where it answers; if not given, the port under the node's {@code agent}, or a free one
 * @param interval how often it reports and probes, 20ms to 10s; 200ms if not given
 * @param probeTimeout after which a connection counts as silent, 10ms to 10s; 300ms if not given
 * @param processPoll how often it looks at the server's process, 1ms to 1s; 20ms if not given
 * @param pidFile the server's pid file; if not given, the one {@code *.pid} in the data folder, or whoever listens on the port
 * @param dataDir the server's data folder: its disk is watched, and its binlog's tail can be rescued; neither if not given
 * @param binlogIndex the binlog's index file; if not given, the one {@code *.index} in the data folder
 * @param stateDir where it keeps the highest epoch over its own restart; {@code understudy-state} if not given
 * @param fencing whether it may end the server on recovery's order; true if not given
 * @param fenceDeadline how long making the server read-only may take before it is killed, 100ms to 60s; 2s if not given
 */
public record AgentConfig(
        String node,
        @Nullable String cluster,
        @Nullable HttpConfig http,
        Duration interval,
        Duration probeTimeout,
        Duration processPoll,
        @Nullable String pidFile,
        @Nullable String dataDir,
        @Nullable String binlogIndex,
        String stateDir,
        Boolean fencing,
        Duration fenceDeadline) {

    public AgentConfig {
        if (node == null || node.isBlank()) {
            throw new IllegalArgumentException("node is missing: the node that this agent stands beside");
        }
        interval = within("interval", interval, 200, 20, 10_000);
        probeTimeout = within("probeTimeout", probeTimeout, 300, 10, 10_000);
        processPoll = within("processPoll", processPoll, 20, 1, 1_000);
        fenceDeadline = within("fenceDeadline", fenceDeadline, 2_000, 100, 60_000);
        stateDir = stateDir == null ? "understudy-state" : stateDir;
        fencing = fencing == null || fencing;
        if (binlogIndex != null && dataDir == null) {
            throw new IllegalArgumentException("binlogIndex needs dataDir");
        }
    }

    private static Duration within(String key, @Nullable Duration value, long otherwise, long least, long most) {
        long millis = value == null ? otherwise : value.toMillis();
        if (millis < least || millis > most) {
            throw new IllegalArgumentException(key + " is " + least + "ms to " + most + "ms, not " + millis + "ms");
        }
        return Duration.ofMillis(millis);
    }
}
