package dev.understudy.detector.watch;

import dev.understudy.detector.verdict.Assessment;
import dev.understudy.detector.verdict.Standing;
import java.util.List;

/**
 * What is known of a node at one moment, and what each rule makes of it: why something was said, or nothing.
 *
 * @param judges whether verdicts were given then
 * @param confidence why they were or were not
 * @param standing where the node stood
 * @param view what was believed of it, with the newest word of each path
 * @param rules what each rule for a node of its role found
 */
public record Examination(boolean judges, String confidence, Standing standing, NodeView view, List<Assessment> rules) {

    public Examination {
        rules = List.copyOf(rules);
    }
}
