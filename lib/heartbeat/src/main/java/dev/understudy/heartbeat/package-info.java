/**
 * A small publisher of heartbeats for any JVM service, with few dependencies.
 *
 * <p>{@link HeartbeatPublisher} takes a record, gives it the writer's name, a sequence number and the time, and hands it to
 * Kafka on a thread of its own. It never blocks its user, never throws into it, and never sends a stale heartbeat late: a
 * burst of old heartbeats would make a dead node look alive. What is dropped is counted. {@link ServiceHeartbeat} is all that
 * an application instance needs.
 */
@NullMarked
package dev.understudy.heartbeat;

import org.jspecify.annotations.NullMarked;
