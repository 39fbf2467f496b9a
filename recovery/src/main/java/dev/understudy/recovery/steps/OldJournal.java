package dev.understudy.recovery.steps;

import dev.understudy.engine.TransactionSet;
import dev.understudy.events.Epoch;
import dev.understudy.events.RawTransaction;
import dev.understudy.events.TailTransaction;
import dev.understudy.recovery.journal.Journals;
import dev.understudy.recovery.journal.TailPieces;
import dev.understudy.recovery.journal.UnreadableJournal;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal of the epoch that a fail-over ends: ended, and read to its end. */
final class OldJournal {

    private static final String ENDED = "journalEnded";

    private final Context context;

    OldJournal(Context context) {
        this.context = context;
    }

    /**
     * What was found.
     *
     * @param ended whether nothing can be added to it
     * @param end what it holds beyond what was received; empty where that cannot be told
     * @param trouble why it cannot, for a person
     */
    record Found(boolean ended, Optional<Journals.Sealed> end, String trouble) {

        /** For the step's record. */
        Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put(ENDED, ended);
            end.ifPresent(read -> details.put("journalEnd", read.all().text()));
            if (!trouble.isEmpty()) {
                details.put("journalTrouble", trouble);
            }
            return details;
        }
    }

    /** Whether a plan has ended it already, and says so in what its step recorded. */
    static boolean isEnded(OpenPlan plan) {
        return plan.recorded(Step.RESCUE_TAIL, ENDED).equals("true");
    }

    /** Ends it and reads it; empty where no commit waits for a journal. */
    Optional<Found> end(Epoch old, String incident, TransactionSet received) {
        if (context.journals().isEmpty()) {
            return Optional.empty();
        }
        Journals.Ended ended = context.journals().get().end(old, incident, context.running());
        return ended.proven()
                ? read(old, received)
                : Optional.of(new Found(
                        false, Optional.empty(), "the journal of epoch " + old + " is not sealed: " + ended.how()));
    }

    /** Reads one that was ended; empty where no commit waits for a journal. */
    Optional<Found> read(Epoch old, TransactionSet received) {
        return context.journals().map(journals -> {
            try {
                return new Found(true, Optional.of(journals.read(old, received)), "");
            } catch (UnreadableJournal e) {
                return new Found(true, Optional.empty(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** As an agent would have shipped it. */
    List<TailTransaction> parts(Journals.Sealed end, Epoch old) {
        List<TailTransaction> parts = new ArrayList<>();
        for (RawTransaction transaction : end.transactions()) {
            List<RawTransaction> pieces = TailPieces.of(transaction);
            for (int i = 0; i < pieces.size(); i++) {
                parts.add(new TailTransaction(
                        context.cluster(), old, "journal", i, i == pieces.size() - 1, pieces.get(i)));
            }
        }
        return parts;
    }
}
