package dev.understudy.recovery.plan;

import dev.understudy.events.RecoveryStep;
import java.util.List;
import java.util.Locale;

/** The steps of plans, in the order in which they are taken. */
public enum Step {
    /** The epoch is used up, and the candidate recorded, before anything is touched. */
    BURN_EPOCH,
    /**
     * Of a planned switch-over: the writer's transactions come to their end, it is read-only, and the candidate has all that it executed.
     * Until here the plan can be called off.
     */
    QUIESCE,
    /** The point of no return: the old primary can acknowledge nothing more, with a proof. */
    FENCE,
    /** What only the old primary's binlog holds is shipped to the journal; or all that it executed is awaited. */
    RESCUE_TAIL,
    /** The tail and the epoch's marker stand in the changelog. */
    SEAL,
    /** The candidate has applied everything before the marker, and applies nothing more. */
    DRAIN,
    /** The node's epoch row, position, durability and the connector's start point. */
    PROMOTE,
    /** Clients' writes are taken, and the route says so. */
    WRITABLE,
    /** The epoch's own connector reads the new primary. */
    CONNECTOR,
    /** The epoch's first change is in the changelog. */
    FIRST_CANARY;

    private static final List<Step> SWITCH_OVER = List.of(values());
    private static final List<Step> FAIL_OVER =
            SWITCH_OVER.stream().filter(step -> step != QUIESCE).toList();
    private static final List<Step> REINSTATE =
            List.of(BURN_EPOCH, RESCUE_TAIL, SEAL, PROMOTE, WRITABLE, CONNECTOR, FIRST_CANARY);
    private static final List<Step> BOOTSTRAP = List.of(BURN_EPOCH, SEAL, CONNECTOR, WRITABLE, FIRST_CANARY);

    /** The steps of a kind of plan. */
    public static List<Step> of(RecoveryStep.Plan plan) {
        return switch (plan) {
            case FAIL_OVER -> FAIL_OVER;
            case SWITCH_OVER -> SWITCH_OVER;
            case REINSTATE -> REINSTATE;
            case BOOTSTRAP -> BOOTSTRAP;
            case REJOIN, TAKE_OVER, PREFLIGHT, MEMBERSHIP -> List.of();
        };
    }

    /** The name in {@code understudy.recoveries}: {@code burn-epoch}. */
    public String recorded() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
