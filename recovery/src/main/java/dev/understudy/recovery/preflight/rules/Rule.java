package dev.understudy.recovery.preflight.rules;

import dev.understudy.recovery.preflight.facts.Facts;
import java.util.stream.Stream;

/** Looks for one kind of hazard, or a few of a kind. Says nothing of what was not read. */
@FunctionalInterface
interface Rule {
    Stream<Finding> look(Facts facts);
}
