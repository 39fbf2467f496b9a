/**
 * What the agent keeps on disk over its own restart: the highest epoch, the epoch it was fenced in, the last boot id.
 */
@NullMarked
package dev.understudy.agent.memory;

import org.jspecify.annotations.NullMarked;
