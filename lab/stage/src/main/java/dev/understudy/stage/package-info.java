/**
 * Starts and stops what a run needs as real child processes: broker, Connect worker, database servers, our own services.
 *
 * <p>A {@link dev.understudy.stage.Stage} owns a {@link dev.understudy.stage.RunFolder} and every child that was started in
 * it. However the JVM ends (close, exception, Ctrl-C, SIGKILL) no child outlives it, unless
 * {@link dev.understudy.stage.Stage#release} let them go. The parts are {@link dev.understudy.stage.StagedServer}s:
 * start, stop, kill, pause, resume, restart on the same port and data.
 */
@NullMarked
package dev.understudy.stage;

import org.jspecify.annotations.NullMarked;
