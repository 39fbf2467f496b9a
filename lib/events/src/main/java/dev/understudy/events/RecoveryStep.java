package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One step of a plan: the audit trail, and what a successor resumes from. Keyed by {@link #cluster}.
 *
 * @param cluster the cluster
 * @param incident what the plan answers: a fault's incident, or a person's order
 * @param plan what kind of plan
 * @param epoch the epoch that the plan burns
 * @param owner which recovery instance wrote this
 * @param term counts the owners of the cluster up; a lower one is a zombie's
 * @param step the step's name, such as {@code burn-epoch} or {@code promote}; {@code plan} for the plan itself
 * @param state how the step stands
 * @param at owner's clock, ms
 * @param reason in one sentence, for a person
 * @param details what the step decided or found; a successor reads them
 */
public record RecoveryStep(
        String cluster,
        String incident,
        Plan plan,
        Epoch epoch,
        String owner,
        long term,
        String step,
        State state,
        long at,
        String reason,
        Map<String, Object> details)
        implements UnderstudyRecord {

    public enum Plan {
        /** The first primary of a cluster is installed. */
        BOOTSTRAP,
        FAIL_OVER,
        SWITCH_OVER,
        /** A primary that restarted in place is made writable again. */
        REINSTATE,
        /** A returning node becomes a standby. */
        REJOIN,
        /** A recovery instance becomes the cluster's owner. */
        TAKE_OVER,
        /** No plan: what stands against a fail-over has changed. Refused where something does. */
        PREFLIGHT,
        /** A node becomes one of the cluster's, or ceases to be: {@code add} or {@code remove}. */
        MEMBERSHIP
    }

    public enum State {
        STARTED,
        DONE,
        /** Not done, with the reason and the ways out; nothing was changed. */
        REFUSED,
        FAILED,
        /** The plan is over: this is its last record. */
        ENDED
    }

    public RecoveryStep {
        requireNonNull(cluster, "cluster");
        requireNonNull(incident, "incident");
        requireNonNull(plan, "plan");
        requireNonNull(epoch, "epoch");
        requireNonNull(owner, "owner");
        requireNonNull(step, "step");
        requireNonNull(state, "state");
        reason = reason == null ? "" : reason;
        details = details == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
