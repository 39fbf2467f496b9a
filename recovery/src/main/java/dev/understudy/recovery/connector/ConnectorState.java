package dev.understudy.recovery.connector;

import java.util.List;

/**
 * How Connect sees a connector.
 *
 * @param state RUNNING, PAUSED, STOPPED, FAILED, UNASSIGNED or RESTARTING
 * @param tasks the states of its tasks; none while it is stopped
 * @param trace the first line of why it or a task failed; empty if none did
 */
public record ConnectorState(String state, List<String> tasks, String trace) {

    public ConnectorState {
        tasks = List.copyOf(tasks);
    }

    public boolean stopped() {
        return state.equals("STOPPED") && tasks.isEmpty();
    }

    /** Runs with its one task; whether it streams is seen in the changelog alone. */
    public boolean running() {
        return state.equals("RUNNING") && tasks.equals(List.of("RUNNING"));
    }

    public boolean failed() {
        return state.equals("FAILED") || tasks.contains("FAILED");
    }
}
