/**
 * What a detector carries and how soon it tells: a {@code Fleet} of nodes that report through a {@code Pulse}, a {@code Watcher}, which is
 * the detector in a process of its own, and the {@code Verdicts} that it writes.
 */
@NullMarked
package dev.understudy.bench.detector;

import org.jspecify.annotations.NullMarked;
