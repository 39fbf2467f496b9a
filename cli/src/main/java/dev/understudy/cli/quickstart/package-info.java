/**
 * The main job, shown: everything is started for real, orders flow, the primary dies, and a report says what became of
 * them.
 *
 * <p>{@link dev.understudy.cli.quickstart.Stage} starts and ends the processes,
 * {@link dev.understudy.cli.quickstart.Rehearsal} is the order of events, the rest are values.
 */
@NullMarked
package dev.understudy.cli.quickstart;

import org.jspecify.annotations.NullMarked;
