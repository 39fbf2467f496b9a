/**
 * The servers' own replication test suites as input: the primary's side of each file is played on a primary, and the standby that
 * follows it through the whole chain must be the same.
 *
 * <pre>
 *   {@link dev.understudy.scenarios.suites.SuitesMain} ─ each file ─▶ {@link dev.understudy.scenarios.suites.Play} ─ statements ─▶ primary ─▶ Connect ─▶ Kafka ─▶ replay ─▶ standby
 *                                                     └─ looks ─▶ {@link dev.understudy.scenarios.suites.Likeness}
 * </pre>
 */
@NullMarked
package dev.understudy.scenarios.suites;

import org.jspecify.annotations.NullMarked;
