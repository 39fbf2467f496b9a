/**
 * The contract between the services: what is written to Kafka, under which name, and in which form.
 *
 * <p>Every record is a JSON object with a {@code type} and a major {@code version}. Unknown fields are ignored, so that a
 * newer producer can talk to an older reader; an unknown type or version is refused aloud ({@link RecordCodec}). The JSON
 * Schemas are resources of this module, under {@code /schemas}.
 *
 * <p>Times are milliseconds since the Unix epoch by the writer's clock; nothing is decided by comparing two writers' clocks.
 */
@NullMarked
package dev.understudy.events;

import org.jspecify.annotations.NullMarked;
