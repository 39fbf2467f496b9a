/**
 * The changelog, followed into one standby.
 *
 * <pre>
 *   Kafka ─▶ {@link dev.understudy.recovery.changelog} ─▶ {@link dev.understudy.recovery.replay.Follower} ─▶
 *   records    whole source transactions       {@link dev.understudy.recovery.replay.RangeBuilder}: neighbours become a range
 *                                                           │
 *                          {@link dev.understudy.recovery.replay.Lanes}: side by side, committed in order
 *                                                           │
 *              {@link dev.understudy.recovery.sql} ─▶ {@link dev.understudy.recovery.replay.Applier} ─▶ standby
 * </pre>
 *
 * <p>A range of whole source transactions becomes one transaction on the standby, with the position in it. Ranges that do not
 * touch the same rows ({@link dev.understudy.recovery.replay.Schedule}) are carried out at the same time, and committed in the
 * log's order: the standby is at every instant a prefix of its primary, wherever it is killed.
 */
@NullMarked
package dev.understudy.recovery.replay;

import org.jspecify.annotations.NullMarked;
