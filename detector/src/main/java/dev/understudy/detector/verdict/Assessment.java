package dev.understudy.detector.verdict;

import dev.understudy.events.FaultKind;

/**
 * What one rule finds in the evidence on a node, for a person.
 *
 * @param kind the fault that it looks for
 * @param level how far it goes
 * @param asks what it takes to suspect and to confirm
 * @param reason what it found; empty for nothing
 * @param muted whether it is not asked, since a person works on the node
 */
public record Assessment(FaultKind kind, Finding.Level level, String asks, String reason, boolean muted) {}
