package dev.understudy.recovery.plan;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.RecoveryStep.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code understudy.recoveries} says of one cluster: the newest epoch, the reigns, the plan that is open. Folded record
 * by record, so that a successor knows what its predecessor knew. Immutable.
 *
 * @param term the highest term seen
 * @param burnt the highest epoch used up, by whichever plan
 * @param reigns the epochs that came to be, the oldest first
 * @param open the plan that is not over
 * @param lastFailOverEnd when the newest fail-over's hand-over ended, owner's clock ms; 0 if never
 * @param rejoined the newest word on nodes that came back: node to reason, empty for well
 * @param preflight what the newest pre-flight recorded; empty before the first
 * @param roster the nodes that were added while the cluster ran
 */
public record Ledger(
        long term,
        Epoch burnt,
        List<Reign> reigns,
        Optional<OpenPlan> open,
        long lastFailOverEnd,
        Map<String, String> rejoined,
        Map<String, Object> preflight,
        Roster roster) {

    /** Nothing has ever happened. */
    public static final Ledger EMPTY =
            new Ledger(0, Epoch.NONE, List.of(), Optional.empty(), 0, Map.of(), Map.of(), Roster.EMPTY);

    /** A person's order, in the details of a step that is called so. */
    public static final String ORDER = "order";

    /** Why a plan ended before its last step, in the details of its last record. */
    public static final String CUT_SHORT = "cutShort";

    public Ledger {
        reigns = List.copyOf(reigns);
        rejoined = Map.copyOf(rejoined);
        preflight = Map.copyOf(preflight);
    }

    /** The reign in force; empty before the first. */
    public Optional<Reign> reign() {
        return reigns.isEmpty() ? Optional.empty() : Optional.of(reigns.get(reigns.size() - 1));
    }

    /** The reign that ended the newest one of this node: where its history was cut. */
    public Optional<Reign> successorOf(String node) {
        for (int i = reigns.size() - 2; i >= 0; i--) {
            if (reigns.get(i).writer().equals(node)) {
                return Optional.of(reigns.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** This ledger and one record more. */
    public Ledger and(RecoveryStep record) {
        long newTerm = Math.max(term, record.term());
        Epoch newBurnt = record.epoch().compareTo(burnt) > 0 ? record.epoch() : burnt;
        Ledger next = new Ledger(newTerm, newBurnt, reigns, open, lastFailOverEnd, rejoined, preflight, roster);
        return switch (record.plan()) {
            case TAKE_OVER -> next;
            case REJOIN -> next.rejoin(record);
            case PREFLIGHT ->
                new Ledger(newTerm, newBurnt, reigns, open, lastFailOverEnd, rejoined, record.details(), roster);
            case MEMBERSHIP -> next.member(record);
            default -> next.planned(record);
        };
    }

    private Ledger rejoin(RecoveryStep record) {
        Map<String, String> more = new java.util.HashMap<>(rejoined);
        more.put(String.valueOf(record.details().get("node")), record.state() == State.REFUSED ? record.reason() : "");
        return new Ledger(term, burnt, reigns, open, lastFailOverEnd, more, preflight, roster);
    }

    private Ledger member(RecoveryStep record) {
        Map<String, String> others = new java.util.HashMap<>(rejoined);
        others.remove(String.valueOf(record.details().get("node")));
        return new Ledger(term, burnt, reigns, open, lastFailOverEnd, others, preflight, roster.and(record));
    }

    private Ledger planned(RecoveryStep record) {
        if (record.state() == State.ENDED) {
            // What follows a plan that was cut short goes on with it: no cool-down bars that.
            boolean failOver = record.plan() == RecoveryStep.Plan.FAIL_OVER
                    && !record.details().containsKey(CUT_SHORT)
                    && reign().filter(reign -> reign.epoch().equals(record.epoch()))
                            .isPresent();
            return new Ledger(
                    term,
                    burnt,
                    reigns,
                    Optional.empty(),
                    failOver ? record.at() : lastFailOverEnd,
                    rejoined,
                    preflight,
                    roster);
        }
        Optional<Step> step = step(record.step());
        if (open.isEmpty() && step.filter(known -> known == Step.BURN_EPOCH).isEmpty()) {
            // A refusal before any plan began: nothing is open.
            return this;
        }
        OpenPlan plan = open.filter(known -> known.epoch().equals(record.epoch()))
                .orElseGet(() ->
                        new OpenPlan(record.plan(), record.incident(), record.epoch(), Map.of(), false, "", false, ""));
        if (record.step().equals(ORDER)) {
            return with(Boolean.TRUE.equals(record.details().get("force")) ? plan.force() : plan);
        }
        if (step.isEmpty()) {
            return with(plan);
        }
        return switch (record.state()) {
            case STARTED -> with(step.get() == Step.FENCE ? plan.begunFencing() : plan);
            case REFUSED, FAILED -> with(plan.refused(record.reason()));
            default -> with(plan.finished(step.get(), record.details())).reigning(step.get());
        };
    }

    /** A reign begins when its writer is writable, and is whole when its first change is in the changelog. */
    private Ledger reigning(Step step) {
        OpenPlan plan = open.orElseThrow();
        List<Reign> more = new ArrayList<>(reigns);
        if (step == Step.WRITABLE) {
            more.add(new Reign(
                    plan.epoch(),
                    plan.candidate(),
                    plan.recorded(Step.WRITABLE, "bootId"),
                    number(plan.recorded(Step.SEAL, "markerOffset")),
                    cut(plan),
                    false));
        } else if (step == Step.FIRST_CANARY && !more.isEmpty()) {
            Reign last = more.remove(more.size() - 1);
            more.add(new Reign(last.epoch(), last.writer(), last.bootId(), last.markerOffset(), last.cut(), true));
        }
        return new Ledger(term, burnt, more, open, lastFailOverEnd, rejoined, preflight, roster);
    }

    /** What was really drained goes before what was expected. */
    private static String cut(OpenPlan plan) {
        String drained = plan.recorded(Step.DRAIN, "applied");
        return drained.isEmpty() ? plan.recorded(Step.SEAL, "cut") : drained;
    }

    /** As it will be once the open plan has been cut short: its candidate reigns, as far as it may have been opened. */
    Ledger cutShort(String bootId) {
        OpenPlan plan = open.orElseThrow();
        Ledger opened = plan.mayHaveOpened() && !plan.done().containsKey(Step.WRITABLE)
                ? with(plan.finished(Step.WRITABLE, Map.of("bootId", bootId))).reigning(Step.WRITABLE)
                : this;
        return new Ledger(term, burnt, opened.reigns, Optional.empty(), lastFailOverEnd, rejoined, preflight, roster);
    }

    private Ledger with(OpenPlan plan) {
        return new Ledger(term, burnt, reigns, Optional.of(plan), lastFailOverEnd, rejoined, preflight, roster);
    }

    private static Optional<Step> step(String recorded) {
        for (Step step : Step.values()) {
            if (step.recorded().equals(recorded)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private static long number(String text) {
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }
}
