/**
 * The raw binlog of a server that has ended: which transactions it holds whole, and shipping those that nobody else has.
 */
@NullMarked
package dev.understudy.agent.tail;

import org.jspecify.annotations.NullMarked;
