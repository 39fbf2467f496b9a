package dev.understudy.recovery.plan;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;

/**
 * The newest verdict of an incident.
 *
 * @param fault the verdict
 * @param ageMillis how long ago it arrived here
 */
public record FaultView(Fault fault, long ageMillis) {

    /** Whether clients that were sent away for it are not to be let back to this writer yet. */
    public boolean keepsClientsAway(String writer) {
        return fault.node().equals(writer)
                && fault.phase() == Fault.Phase.CONFIRMED
                && fault.kind().consequence() == FaultKind.Consequence.FAIL_OVER;
    }
}
