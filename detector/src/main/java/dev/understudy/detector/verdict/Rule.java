package dev.understudy.detector.verdict;

import dev.understudy.events.FaultKind;
import java.util.Set;

/** One row of the {@link RuleTable}: one way to one kind of fault. Pure. */
public interface Rule {

    FaultKind kind();

    /** Which nodes can have this fault. */
    Set<Role> roles();

    Concern concern();

    Finding examine(Judge.Subject subject, long now);
}
