/**
 * Reading the changelog: records become entries, entries become whole transactions of the primary. Pure.
 *
 * <pre>
 *   bytes ─▶ {@link dev.understudy.recovery.changelog.LogParser} ─▶ {@link dev.understudy.recovery.changelog.LogEntry} ─▶
 *         {@link dev.understudy.recovery.changelog.Assembler} ─▶ {@link dev.understudy.recovery.changelog.SourceTransaction}
 * </pre>
 */
@NullMarked
package dev.understudy.recovery.changelog;

import org.jspecify.annotations.NullMarked;
