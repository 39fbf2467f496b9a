/**
 * What a server that is being copied to does not hold yet, as ranges of keys, and what of the log concerns the rest. Pure: neither JDBC nor
 * Kafka. See docs/adr/0009.
 */
@NullMarked
package dev.understudy.recovery.gaps;

import org.jspecify.annotations.NullMarked;
