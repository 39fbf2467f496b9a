/**
 * What is to be done for a cluster, decided from values: no Kafka, no JDBC, no clock.
 *
 * <p>The safety rule: an epoch is burnt before any side effect; nothing is promoted before a fence is proven; nothing is
 * opened for writes before the changelog is sealed and the candidate has drained it. {@link
 * dev.understudy.recovery.plan.Step} states the order, {@link dev.understudy.recovery.plan.Ledger} folds the audit trail
 * into what has been done, and {@link dev.understudy.recovery.plan.Planner} says what comes next. Every prefix of a plan is a
 * legal start: a step that is not recorded as done is done again.
 */
@NullMarked
package dev.understudy.recovery.plan;

import org.jspecify.annotations.NullMarked;
