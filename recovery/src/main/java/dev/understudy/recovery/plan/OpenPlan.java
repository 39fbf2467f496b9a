package dev.understudy.recovery.plan;

import dev.understudy.events.Epoch;
import dev.understudy.events.RecoveryStep;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that was begun and is not over. Immutable.
 *
 * @param kind what kind
 * @param incident what it answers
 * @param epoch the epoch that it burns
 * @param done what each finished step recorded
 * @param fencing whether the fence was begun: the point of no return
 * @param refusal why it stands still; empty while it does not
 * @param forced whether a person vouches for the fence
 * @param setAside the refusal that stood when a person last forced it; empty for none
 */
public record OpenPlan(
        RecoveryStep.Plan kind,
        String incident,
        Epoch epoch,
        Map<Step, Map<String, Object>> done,
        boolean fencing,
        String refusal,
        boolean forced,
        String setAside) {

    public OpenPlan {
        done = Map.copyOf(done);
    }

    /** The next step to take; empty when all are done. */
    public Optional<Step> next() {
        return Step.of(kind).stream().filter(step -> !done.containsKey(step)).findFirst();
    }

    /** What a finished step recorded under a key; empty where it did not. */
    public String recorded(Step step, String key) {
        Object value = done.getOrDefault(step, Map.of()).get(key);
        return value == null ? "" : value.toString();
    }

    /** Whether another node becomes the writer by it. */
    public boolean moves() {
        return kind == RecoveryStep.Plan.FAIL_OVER || kind == RecoveryStep.Plan.SWITCH_OVER;
    }

    /** Who is to reign by it. */
    public String candidate() {
        return recorded(Step.BURN_EPOCH, "candidate");
    }

    /** Whether its candidate may have been opened for writes, recorded or not: what it has acknowledged then counts. */
    public boolean mayHaveOpened() {
        return done.containsKey(Step.PROMOTE) || done.containsKey(Step.WRITABLE);
    }

    /** Whether it can be called off: a planned switch-over before its point of no return. */
    public boolean canBeCalledOff() {
        return kind == RecoveryStep.Plan.SWITCH_OVER && !fencing;
    }

    /** The newest epoch before its own, which is what it ends: agents may have seen a route of one that never reigned. */
    public Epoch before() {
        return Epoch.of(epoch.number() - 1);
    }

    OpenPlan finished(Step step, Map<String, Object> details) {
        Map<Step, Map<String, Object>> more = new HashMap<>(done);
        more.put(step, new LinkedHashMap<>(details));
        return new OpenPlan(kind, incident, epoch, more, fencing || step == Step.FENCE, "", forced, setAside);
    }

    OpenPlan begunFencing() {
        return new OpenPlan(kind, incident, epoch, done, true, "", forced, setAside);
    }

    OpenPlan refused(String reason) {
        return new OpenPlan(kind, incident, epoch, done, fencing, reason, forced, setAside);
    }

    OpenPlan force() {
        return new OpenPlan(kind, incident, epoch, done, fencing, "", true, refusal);
    }
}
