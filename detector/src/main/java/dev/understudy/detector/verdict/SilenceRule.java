package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Word;
import dev.understudy.events.FaultKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's own reports are missing. Never a death: confirmed only while an observer is heard about the same node, which
 * shows that the messenger works.
 *
 * @param confirmAfter how long they must be missing
 */
record SilenceRule(Duration confirmAfter) implements Rule {

    @Override
    public FaultKind kind() {
        return FaultKind.AGENT_SILENT;
    }

    @Override
    public Set<Role> roles() {
        return EnumSet.allOf(Role.class);
    }

    @Override
    public Concern concern() {
        return Concern.REPORTING;
    }

    @Override
    public String asks() {
        return "its own reports are overdue; confirmed after " + confirmAfter.toMillis()
                + " ms, with an observer heard";
    }

    @Override
    public Finding examine(Judge.Subject subject, long now) {
        NodeEvidence evidence = subject.evidence();
        Optional<Word> mute = evidence.mute(now);
        if (mute.isEmpty()) {
            return Finding.NOTHING;
        }
        // What comes too late to speak for the present is still no silence.
        long arrived = Math.max(mute.get().since(), evidence.selfArrivedAt());
        boolean confirmed = now - arrived >= confirmAfter.toMillis() && evidence.heardElsewhere(now);
        return new Finding(
                confirmed ? Finding.Level.CONFIRM : Finding.Level.SUSPECT,
                mute.get().mark(),
                List.of(mute.get()),
                ">= " + confirmAfter.toMillis() + " ms, with an observer heard",
                Reasons.say(mute.get())
                        + (confirmed
                                ? " while others are heard of the same node: its reporter is silent, which says"
                                        + " nothing about the node"
                                : "; a silent reporter says nothing about the node"));
    }
}
