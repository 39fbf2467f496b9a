package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Measure;
import dev.understudy.events.FaultKind;
import java.util.Set;

/** One row of the {@link RuleTable}: one way to one kind of fault. Pure. */
public interface Rule {

    FaultKind kind();

    /** Which nodes can have this fault. */
    Set<Role> roles();

    Concern concern();

    /** What it measures; nothing for one that goes by words. */
    default Set<Measure> measures() {
        return Set.of();
    }

    /** What it takes to suspect and to confirm, for a person. */
    String asks();

    /** Raises nothing where {@link dev.understudy.detector.evidence.NodeEvidence#quiet} holds: it is not asked there. */
    Finding examine(Judge.Subject subject, long now);
}
