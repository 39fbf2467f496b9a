package dev.understudy.scenarios.suites;

import java.util.List;
import java.util.Map;

/**
 * What became of one file.
 *
 * @param reason why it is not identical, or why it ended early; empty for neither
 * @param looks how often the standby was looked at
 * @param statements that the primary took
 * @param refused statements that it did not take
 * @param leftOut what was not played, and how often
 * @param recent the statements before the look that found something
 */
record FileResult(
        String file,
        Outcome outcome,
        String reason,
        int looks,
        int statements,
        int refused,
        Map<String, Integer> leftOut,
        List<String> recent) {}
