/**
 * What is known of one node, and by whom.
 *
 * <pre>
 *  record ──▶ Reading ──▶ Voice ──▶ Word            one voice a path: the node's own report, or one observer's sightings
 *  (bytes)    what it     order,    sign, since,
 *             says        staleness heard at        ──▶ NodeEvidence: which words count now, and against what
 * </pre>
 *
 * Nothing here decides; {@code verdict} does. Time is an argument everywhere, in milliseconds of the detector's clock:
 * writers' clocks are only compared with themselves.
 */
@NullMarked
package dev.understudy.detector.evidence;

import org.jspecify.annotations.NullMarked;
