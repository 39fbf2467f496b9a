package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.ConditionLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long something must last before it is said aloud.
 *
 * @param hungSuspect a primary that answers nothing; 300ms if not given
 * @param hungConfirm the same, on two paths, without any answer seen since; 800ms, at least {@code hungSuspect}
 * @param memberSuspect a standby or an instance that answers nothing; 1s
 * @param memberConfirm the same; 3s, at least {@code memberSuspect}
 * @param agentConfirm reports missing while observers are heard; 5s
 * @param withdraw a suspected node must be well for so long; 300ms
 * @param clear a node whose fault was confirmed must be well for so long; 1s, at least {@code withdraw}
 * @param exhaust a suspicion nobody renews, and nobody contradicts, is withdrawn after this; 5s
 * @param renew a fault that stays confirmed is published again after this, for readers that came late; never if not given
 * @param conditions what is measured rather than seen to be down
 */
public record VerdictLimits(
        Duration hungSuspect,
        Duration hungConfirm,
        Duration memberSuspect,
        Duration memberConfirm,
        Duration agentConfirm,
        Duration withdraw,
        Duration clear,
        Duration exhaust,
        @Nullable Duration renew,
        ConditionLimits conditions) {

    public VerdictLimits {
        hungSuspect = hungSuspect == null ? Duration.ofMillis(300) : hungSuspect;
        hungConfirm = hungConfirm == null ? Duration.ofMillis(800) : hungConfirm;
        memberSuspect = memberSuspect == null ? Duration.ofSeconds(1) : memberSuspect;
        memberConfirm = memberConfirm == null ? Duration.ofSeconds(3) : memberConfirm;
        agentConfirm = agentConfirm == null ? Duration.ofSeconds(5) : agentConfirm;
        withdraw = withdraw == null ? Duration.ofMillis(300) : withdraw;
        clear = clear == null ? Duration.ofSeconds(1) : clear;
        exhaust = exhaust == null ? Duration.ofSeconds(5) : exhaust;
        conditions = conditions == null ? ConditionLimits.defaults() : conditions;
        atLeast("hungConfirm", hungConfirm, "hungSuspect", hungSuspect);
        atLeast("memberConfirm", memberConfirm, "memberSuspect", memberSuspect);
        atLeast("clear", clear, "withdraw", withdraw);
        if (renew != null && renew.toMillis() < 1_000) {
            throw new IllegalArgumentException("renew is at least 1s, not " + renew.toMillis() + "ms");
        }
    }

    @SuppressWarnings("NullAway") // null is how a file says "the default"
    public static VerdictLimits defaults() {
        return new VerdictLimits(null, null, null, null, null, null, null, null, null, null);
    }

    private static void atLeast(String more, Duration larger, String less, Duration smaller) {
        if (larger.compareTo(smaller) < 0) {
            throw new IllegalArgumentException(
                    more + " (" + larger.toMillis() + "ms) is at least " + less + " (" + smaller.toMillis() + "ms)");
        }
    }
}
