/**
 * The connector's hand-over to a new primary: each epoch has a Debezium connector of its own, which continues exactly where
 * the promoted standby's history begins, without a snapshot, a gap or a repeated row.
 *
 * <p>{@link dev.understudy.recovery.connector.ConnectorHandOver} is what a plan's steps call. {@code prepare} belongs before
 * the new primary becomes writable, {@code handOver} after the route.
 */
@NullMarked
package dev.understudy.recovery.connector;

import org.jspecify.annotations.NullMarked;
