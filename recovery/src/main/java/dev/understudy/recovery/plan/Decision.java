package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;
import dev.understudy.events.RecoveryStep;
import org.jspecify.annotations.Nullable;

/** What is to be done now. */
public sealed interface Decision {

    /** Nothing, and why. */
    record Wait(String reason) implements Decision {}

    /** Go on with the plan that is open. */
    record GoOn(OpenPlan plan) implements Decision {}

    /**
     * Begin a plan.
     *
     * @param candidate who is to reign
     * @param from who reigned; null for the first epoch
     * @param bootId which start of that server is ended; empty if unknown
     * @param cause what failed; null where a person ordered it, or nothing did
     */
    record Begin(
            RecoveryStep.Plan kind,
            String incident,
            String candidate,
            @Nullable String from,
            String bootId,
            @Nullable Cause cause,
            boolean forced)
            implements Decision {}

    /**
     * Why a server is to be ended.
     *
     * @param fault what is wrong with it: a {@link dev.understudy.events.FaultKind}'s name
     * @param verdict in words
     */
    record Cause(String fault, String verdict) {
        static Cause of(Fault fault) {
            return new Cause(fault.kind().name(), fault.reason());
        }
    }

    /**
     * End an open plan where it stands, and begin another at once: its candidate is lost.
     *
     * @param plan what is ended
     * @param reason why
     * @param begin what is begun
     */
    record Instead(OpenPlan plan, String reason, Begin begin) implements Decision {}

    /** A fail-over is due, and nothing can be promoted: say so, and end the holds. */
    record Refuse(String incident, String reason) implements Decision {}

    /** A person's order of a switch-over is not carried out: nothing is changed. */
    record Decline(String incident, String reason) implements Decision {}

    /** A fail-over is due, and the configuration leaves it to a person, or only wants to know. */
    record OnlyReport(String incident, String reason) implements Decision {}

    /** The fault is over before the fence was begun, or a planned switch-over cannot go on. */
    record Cancel(OpenPlan plan, String reason) implements Decision {}
}
