/**
 * The watch over the nodes of one partition: it joins evidence, self-doubt and judgement, and knows nothing of Kafka, so
 * that a simulation can drive it with its own time.
 */
@NullMarked
package dev.understudy.detector.watch;

import org.jspecify.annotations.NullMarked;
