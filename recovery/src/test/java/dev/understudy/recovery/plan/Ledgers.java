package dev.understudy.recovery.plan;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.Plan;
import dev.understudy.events.RecoveryStep.State;
import java.util.Map;

/** Ledgers as the records of whole plans make them. */
final class Ledgers {

    static final String INCIDENT = "orders/e1/orders-a/primary-down/-/7";

    private Ledgers() {}

    /** One reign that is in service. */
    static Ledger reigning(long epoch, String writer, String bootId) {
        return handingOver(epoch, writer, bootId)
                .and(step(Plan.BOOTSTRAP, epoch, "first-canary", State.DONE, Map.of()))
                .and(ended(epoch));
    }

    /** One reign that is open to clients and not yet seen in the changelog. */
    static Ledger handingOver(long epoch, String writer, String bootId) {
        return Ledger.EMPTY
                .and(step(Plan.BOOTSTRAP, epoch, "burn-epoch", State.DONE, Map.of("candidate", writer)))
                .and(step(Plan.BOOTSTRAP, epoch, "seal", State.DONE, Map.of("markerOffset", 10, "cut", "0-1-5")))
                .and(step(Plan.BOOTSTRAP, epoch, "connector", State.DONE, Map.of()))
                .and(step(Plan.BOOTSTRAP, epoch, "writable", State.DONE, Map.of("bootId", bootId)));
    }

    static RecoveryStep ended(long epoch) {
        return step(Plan.BOOTSTRAP, epoch, "certificate", State.ENDED, Map.of());
    }

    static Ledger begun(Ledger before, long epoch, String from, String to) {
        return before.and(step(
                Plan.FAIL_OVER, epoch, "burn-epoch", State.DONE, Map.of("candidate", to, "from", from, "bootId", "")));
    }

    static Ledger failedOver(Ledger before, long epoch, String from, String to, long endedAt) {
        Ledger ledger = begun(before, epoch, from, to);
        for (String name : new String[] {"fence", "rescue-tail"}) {
            ledger = ledger.and(step(Plan.FAIL_OVER, epoch, name, State.DONE, Map.of()));
        }
        ledger = ledger.and(step(Plan.FAIL_OVER, epoch, "seal", State.DONE, Map.of("markerOffset", 20, "cut", "0-1-9")))
                .and(step(Plan.FAIL_OVER, epoch, "drain", State.DONE, Map.of("applied", "0-1-9")))
                .and(step(Plan.FAIL_OVER, epoch, "promote", State.DONE, Map.of()))
                .and(step(Plan.FAIL_OVER, epoch, "writable", State.DONE, Map.of("bootId", "host:3:3")))
                .and(step(Plan.FAIL_OVER, epoch, "connector", State.DONE, Map.of()))
                .and(step(Plan.FAIL_OVER, epoch, "first-canary", State.DONE, Map.of()));
        return ledger.and(new RecoveryStep(
                "orders",
                INCIDENT,
                Plan.FAIL_OVER,
                Epoch.of(epoch),
                "me",
                1,
                "certificate",
                State.ENDED,
                endedAt,
                "",
                Map.of()));
    }

    static RecoveryStep step(Plan plan, long epoch, String step, State state, Map<String, Object> details) {
        return new RecoveryStep(
                "orders", INCIDENT, plan, Epoch.of(epoch), "me", 1, step, state, 100, "reason of " + step, details);
    }
}
