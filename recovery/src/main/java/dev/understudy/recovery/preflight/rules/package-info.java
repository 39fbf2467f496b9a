/**
 * What is a hazard, and what is to be done about it: pure functions of {@link dev.understudy.recovery.preflight.facts}.
 *
 * <p>Fatal is what makes a standby something else than a copy of its primary, or its promotion impossible or unsafe; while such
 * a one stands, the standby is not promoted. What only endangers the way back, or the comfort, is a warning or advice.
 */
@NullMarked
package dev.understudy.recovery.preflight.rules;

import org.jspecify.annotations.NullMarked;
