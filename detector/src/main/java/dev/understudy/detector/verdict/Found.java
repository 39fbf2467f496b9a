package dev.understudy.detector.verdict;

import dev.understudy.events.FaultKind;

/**
 * A rule that found something.
 *
 * @param rank its row in the table; a lower one outranks a higher one
 */
record Found(Rule rule, int rank, Finding finding) {

    FaultKind kind() {
        return rule.kind();
    }
}
