package dev.understudy.bench.simulation;

import dev.understudy.bench.simulation.Violation.Promise;
import dev.understudy.events.Evidence;
import dev.understudy.events.Fault;
import dev.understudy.events.Fault.Phase;
import dev.understudy.events.FaultKind;
import dev.understudy.events.FaultKind.Consequence;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The promises that need no truth: they can be read off the verdicts themselves. Not thread-safe. */
final class Promises {

    private static final long CLEAR_AT_LEAST = 1_000;
    /** They are about a node and not about its role: what was raised in one epoch goes on in the next, under its name. */
    private static final Set<FaultKind> OF_NO_REIGN =
            EnumSet.of(FaultKind.AGENT_SILENT, FaultKind.RESOURCE_EXHAUSTION, FaultKind.SINGLE_POINT_OF_FAILURE);

    /** How far an incident has come. */
    private record Said(Phase phase, long confirmedAt, boolean wasConfirmed) {}

    private final Map<String, Said> incidents = new HashMap<>();

    void check(Fault fault, Reign reign, boolean oneHost, long now, BiConsumer<Promise, String> broken) {
        order(fault, now, broken);
        if (fault.reason().isBlank()
                || fault.evidence().stream().anyMatch(one -> one.what().isBlank())) {
            broken.accept(Promise.EXPLAINED, "no reason");
        }
        if (fault.phase() == Phase.CLEARED) {
            return;
        }
        if (fault.evidence().isEmpty()) {
            broken.accept(Promise.EXPLAINED, "no evidence");
        }
        boolean writer = fault.node().equals("orders-" + (char) ('a' + reign.writer()));
        boolean role = fault.kind().name().startsWith("PRIMARY")
                ? writer
                : !fault.kind().name().startsWith("STANDBY") || !writer;
        boolean outlives = OF_NO_REIGN.contains(fault.kind()) && fault.epoch().isOlderThan(reign.epoch());
        if (!(fault.epoch().equals(reign.epoch()) || outlives) || !role) {
            broken.accept(Promise.THIS_EPOCH, "epoch " + reign.epoch() + " is in force");
        }
        boolean death = fault.kind().consequence() == Consequence.FAIL_OVER || fault.kind() == FaultKind.STANDBY_DOWN;
        if (fault.phase() == Phase.CONFIRMED && death) {
            agreed(fault, oneHost, broken);
        }
    }

    private static void agreed(Fault fault, boolean oneHost, BiConsumer<Promise, String> broken) {
        long observers =
                fault.evidence().stream().map(Evidence::observer).distinct().count();
        long seen = fault.evidence().stream().filter(Evidence::positive).count();
        if (observers < 2 || seen < (oneHost ? 2 : 1)) {
            broken.accept(Promise.SILENCE_IS_NO_DEATH, observers + " observers, " + seen + " saw something");
        }
        boolean compared = fault.evidence().stream()
                .filter(one -> !one.positive() && !one.what().contains("not counted"))
                .allMatch(one -> !one.threshold().isBlank() || fault.kind() != FaultKind.PRIMARY_HUNG);
        if (!compared) {
            broken.accept(Promise.EXPLAINED, "no threshold");
        }
    }

    private void order(Fault fault, long now, BiConsumer<Promise, String> broken) {
        Said before = incidents.get(fault.incident());
        Phase was = before == null ? Phase.CLEARED : before.phase();
        // What only the detector's own look at all members shows has no sequence to name it by, and comes again under
        // its name.
        boolean surveyed =
                fault.kind() == FaultKind.SINGLE_POINT_OF_FAILURE || fault.kind() == FaultKind.CHANGELOG_STALLED;
        boolean confirmedBefore = before != null && before.wasConfirmed() && !surveyed;
        boolean legal = switch (fault.phase()) {
            case SUSPECTED -> was == Phase.CLEARED && !confirmedBefore;
            case CONFIRMED -> was == Phase.SUSPECTED;
            case CLEARED -> was != Phase.CLEARED;
        };
        if (!legal) {
            broken.accept(Promise.SAID_ONCE, fault.phase() + " after " + (before == null ? "nothing" : was));
        }
        long confirmedAt = before == null ? 0 : before.confirmedAt();
        boolean early = fault.phase() == Phase.CLEARED
                && was == Phase.CONFIRMED
                && now - confirmedAt < CLEAR_AT_LEAST
                && !fault.reason().contains("superseded");
        if (early) {
            broken.accept(Promise.CLEARED_WHEN_STABLE, "after " + (now - confirmedAt) + " ms");
        }
        boolean confirmed = fault.phase() == Phase.CONFIRMED;
        incidents.put(
                fault.incident(), new Said(fault.phase(), confirmed ? now : confirmedAt, confirmed || confirmedBefore));
    }
}
