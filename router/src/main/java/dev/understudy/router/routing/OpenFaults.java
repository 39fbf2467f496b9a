package dev.understudy.router.routing;

import dev.understudy.events.Fault;
import dev.understudy.events.FaultKind;
import dev.understudy.events.FaultKind.Consequence;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults of one cluster or service that some detector has raised and not cleared. Immutable.
 *
 * <p>A fault ends when every detector that raised it has cleared it (safety.md, rule 10). A suspicion also ends when no word
 * of it came for {@value #SUSPICION_MILLIS} ms: its detector may be gone.
 */
record OpenFaults(Map<Claim, Raised> raised) {

    static final OpenFaults NONE = new OpenFaults(Map.of());
    static final long SUSPICION_MILLIS = 30_000;

    /** One detector's word on one incident. */
    record Claim(String incident, String detector) {}

    /**
     * @param at when it was last said, this router's clock, ms
     */
    record Raised(Fault fault, long at) {}

    OpenFaults {
        raised = Map.copyOf(raised);
    }

    /** Takes a detector's word in. What is marked as shadow is for information only. */
    OpenFaults with(Fault fault, long now) {
        Claim claim = new Claim(fault.incident(), fault.detector());
        boolean ends = fault.phase() == Fault.Phase.CLEARED || fault.shadow();
        if (ends && !raised.containsKey(claim)) {
            return this;
        }
        Map<Claim, Raised> next = new HashMap<>(raised);
        if (ends) {
            next.remove(claim);
        } else {
            next.put(claim, new Raised(fault, now));
        }
        return new OpenFaults(next);
    }

    /** Forgets what was judged of an older epoch. */
    OpenFaults ofEpoch(long epoch) {
        Map<Claim, Raised> next = new HashMap<>(raised);
        next.values().removeIf(open -> open.fault().epoch().number() < epoch);
        return next.size() == raised.size() ? this : new OpenFaults(next);
    }

    /** A fault for which the node would lose its place as the writer; the confirmed before the suspected. */
    Optional<Fault> failsOver(String node, long now) {
        Predicate<Fault> grave =
                fault -> fault.node().equals(node) && fault.kind().consequence() == Consequence.FAIL_OVER;
        return first(grave.and(OpenFaults::confirmed), now).or(() -> first(grave, now));
    }

    /** Whether it is known that the node serves nobody. */
    boolean isDown(String node, long now) {
        Predicate<Fault> down = fault -> fault.node().equals(node)
                && (fault.kind().consequence() == Consequence.FAIL_OVER
                        || fault.kind().consequence() == Consequence.TAKE_OUT_OF_ROTATION
                        || fault.kind() == FaultKind.STANDBY_DOWN);
        return first(down.and(OpenFaults::confirmed), now).isPresent();
    }

    static boolean confirmed(Fault fault) {
        return fault.phase() == Fault.Phase.CONFIRMED;
    }

    private Optional<Fault> first(Predicate<Fault> wanted, long now) {
        return raised.values().stream()
                .filter(open -> confirmed(open.fault()) || now - open.at() <= SUSPICION_MILLIS)
                .map(Raised::fault)
                .filter(wanted)
                .min((a, b) -> a.incident().compareTo(b.incident()));
    }
}
