/**
 * Compares a standby with its primary while both work: see docs/adr/0008-online-comparison.md.
 *
 * <pre>
 *   {@link dev.understudy.recovery.verify.Verification}: one pass
 *      ├─ Definitions: SHOW CREATE of everything, by {@link dev.understudy.recovery.verify.ObjectSource}
 *      ├─ TableWalk: chunk by chunk, the standby first ─▶ Suspects: what differs is read again, then judged at a common cut
 *      └─ KeylessTable: as a whole
 * </pre>
 *
 * <p>The standby is only read, in sessions that could not write. On the primary one row of {@code understudy.canary} is written,
 * and only where something differs.
 */
@NullMarked
package dev.understudy.recovery.verify;

import org.jspecify.annotations.NullMarked;
