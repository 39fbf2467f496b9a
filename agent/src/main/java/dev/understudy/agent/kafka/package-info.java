/**
 * Following a topic for as long as the agent lives, whatever becomes of the broker meanwhile.
 */
@NullMarked
package dev.understudy.agent.kafka;

import org.jspecify.annotations.NullMarked;
