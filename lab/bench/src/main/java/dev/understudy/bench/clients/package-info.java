/**
 * What real clients see of a fault: drivers, the engine's command line and sysbench, all through the router of a whole running system.
 *
 * <p>A {@code Crowd} is clients of one kind, each keeping what it saw in a {@code Diary}; a {@code Trouble} happens to the system; a
 * {@code Round} is one of each; {@code Judged} says which acknowledged transactions are on the new writer, {@code Findings} what
 * the clients saw, and {@code Rounds} turns many of them into figures and goals.
 */
@NullMarked
package dev.understudy.bench.clients;

import org.jspecify.annotations.NullMarked;
