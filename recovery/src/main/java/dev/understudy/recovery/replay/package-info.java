/**
 * The changelog, followed into one standby.
 *
 * <pre>
 *   Kafka ─▶ {@link dev.understudy.recovery.replay.LogParser} ─▶ {@link dev.understudy.recovery.replay.Assembler} ─▶
 *         {@link dev.understudy.recovery.replay.RowSql} ─▶ {@link dev.understudy.recovery.replay.Applier} ─▶ standby
 *   record      an entry of the log                  whole source transactions      SQL as values    one transaction
 * </pre>
 *
 * <p>Parser, assembler and SQL are pure. A group of whole source transactions becomes one transaction on the standby, with
 * the position in it: the standby is at every instant a prefix of its primary, wherever it is killed.
 */
@NullMarked
package dev.understudy.recovery.replay;

import org.jspecify.annotations.NullMarked;
