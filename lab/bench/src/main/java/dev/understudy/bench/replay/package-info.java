/**
 * How fast a backlog is applied: by a native replica of the same primary, and by our replay from Kafka. Each subject works
 * alone, in turns, on the same backlog.
 */
@NullMarked
package dev.understudy.bench.replay;

import org.jspecify.annotations.NullMarked;
