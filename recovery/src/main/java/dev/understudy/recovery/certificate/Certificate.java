package dev.understudy.recovery.certificate;

import dev.understudy.engine.Engine;
import dev.understudy.engine.TransactionSet;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was kept, what was lost, what is unknown and what was acknowledged to nobody, each with what it rests on (safety.md, rule 17). Sets
 * are in the engine's notation. A key that is missing is not known; {@code lost} is there only where it is closed. Pure.
 */
public final class Certificate {

    private final OpenPlan plan;
    private final Engine engine;
    private final Map<String, Object> document = new LinkedHashMap<>();
    private final Map<String, Object> evidence = new LinkedHashMap<>();

    private Certificate(OpenPlan plan, Engine engine) {
        this.plan = plan;
        this.engine = engine;
    }

    /**
     * @param plan one of which every step is done
     * @param issuedAt the owner's clock, ms
     */
    public static Map<String, Object> of(OpenPlan plan, Engine engine, long issuedAt) {
        return new Certificate(plan, engine).document(issuedAt);
    }

    private Map<String, Object> document(long issuedAt) {
        String promoted = plan.recorded(Step.DRAIN, "applied");
        document.put("issuedAt", issuedAt);
        document.put("oldPrimary", plan.recorded(Step.BURN_EPOCH, "from"));
        document.put("newPrimary", plan.candidate());
        document.put("fence", plan.recorded(Step.FENCE, "proof"));
        Optional<TransactionSet> finalSet = finalSet();
        Optional<TransactionSet> journalEnd = journalEnd();
        put(
                "changelogEnd",
                plan.recorded(Step.SEAL, "changelogEnd"),
                "what the changelog held before its tail was copied");
        put("promoted", promoted, "what the new primary had applied when it stopped following");
        put("kept", promoted, "promoted");
        judge(engine.transactions(promoted), finalSet, journalEnd);
        document.put("evidence", evidence);
        return document;
    }

    /** All that the old primary executed, read when it could execute no more; otherwise what was last heard is put down, as no more than that. */
    private Optional<TransactionSet> finalSet() {
        String proof = plan.recorded(Step.FENCE, "proof");
        if (proof.equals("read-only")) {
            return Optional.of(known(
                    "oldFinalSet",
                    plan.recorded(Step.FENCE, "finalSet"),
                    "read when the old primary was read-only and its sessions had ended"));
        }
        if (!plan.recorded(Step.RESCUE_TAIL, "command").isEmpty()) {
            return Optional.of(known(
                    "oldFinalSet",
                    plan.recorded(Step.RESCUE_TAIL, "finalSet"),
                    "read from the old primary's binlog after its process had ended"));
        }
        put(
                "oldLastKnown",
                plan.recorded(Step.BURN_EPOCH, "lastKnown"),
                "as its agent last reported; it may have executed more");
        return Optional.empty();
    }

    private Optional<TransactionSet> journalEnd() {
        String end = plan.recorded(Step.RESCUE_TAIL, "journalEnd");
        if (end.isEmpty()) {
            put(
                    "journalTrouble",
                    plan.recorded(Step.RESCUE_TAIL, "journalTrouble"),
                    "where the journal's end would stand");
            return Optional.empty();
        }
        return Optional.of(known("journalEnd", end, "read before the seal of the old epoch's journal"));
    }

    private void judge(
            TransactionSet promoted, Optional<TransactionSet> finalSet, Optional<TransactionSet> journalEnd) {
        boolean byJournal = journalEnd.isPresent()
                && plan.recorded(Step.RESCUE_TAIL, "commitsWaited").equals("true");
        Optional<TransactionSet> acknowledged = byJournal ? journalEnd : finalSet;
        if (acknowledged.isEmpty()) {
            document.put(
                    "unknown", "everything after " + promoted.text() + ": " + plan.recorded(Step.RESCUE_TAIL, "why"));
            evidence.put("unknown", "nothing tells what the old primary acknowledged last");
            return;
        }
        document.put("lost", acknowledged.get().beyond(promoted));
        document.put("unknown", "");
        if (byJournal) {
            evidence.put(
                    "lost",
                    "no commit returned that the journal lacks: by the newest pre-flight every commit waited for it, and only for it");
            TransactionSet executed =
                    finalSet.orElseGet(() -> engine.transactions(plan.recorded(Step.BURN_EPOCH, "lastKnown")));
            document.put("neverAcknowledged", executed.beyond(journalEnd.get()));
            evidence.put(
                    "neverAcknowledged",
                    finalSet.isPresent()
                            ? "executed by the old primary, and not in the journal"
                            : "reported by the old primary's agent, and not in the journal; there may be more");
        } else {
            evidence.put("lost", "the old primary executed no more than its final set");
        }
    }

    private TransactionSet known(String name, String set, String because) {
        put(name, set, because);
        return engine.transactions(set);
    }

    private void put(String name, String set, String because) {
        if (!set.isEmpty()) {
            document.put(name, set);
            evidence.put(name, because);
        }
    }
}
