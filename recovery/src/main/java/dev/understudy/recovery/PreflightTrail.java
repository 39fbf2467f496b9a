package dev.understudy.recovery;

import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.owner.Batch;
import dev.understudy.recovery.preflight.BackgroundPreflight;
import dev.understudy.recovery.steps.Context;
import dev.understudy.recovery.steps.Records;

/**
 * Brings what the pre-flight found into the audit trail, whenever it is something else: a successor must know what stood against a
 * fail-over while the primary could still be asked.
 */
final class PreflightTrail {

    private final Context context;
    private final Records records;
    private final BackgroundPreflight preflight;

    PreflightTrail(Context context, Records records, BackgroundPreflight preflight) {
        this.context = context;
        this.records = records;
        this.preflight = preflight;
    }

    void record() {
        if (preflight.isRecorded(context.log().ledger().preflight())) {
            return;
        }
        String fatal = preflight.fatal();
        context.log()
                .commit(new Batch()
                        .step(records.step(
                                RecoveryStep.Plan.PREFLIGHT,
                                "preflight/" + context.cluster(),
                                context.log().ledger().burnt(),
                                "preflight",
                                fatal.isEmpty() ? RecoveryStep.State.DONE : RecoveryStep.State.REFUSED,
                                fatal.isEmpty() ? "nothing stands against a fail-over" : fatal,
                                preflight.details())));
    }
}
