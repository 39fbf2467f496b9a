/** Asks servers, Kafka and Connect for the facts; changes nothing. */
@NullMarked
package dev.understudy.recovery.preflight.reading;

import org.jspecify.annotations.NullMarked;
