/**
 * Whole clusters in virtual time, judged by the detector's own {@link dev.understudy.detector.watch.Watch}.
 *
 * <pre>
 *   Trouble, Weather ──▶ Server, Network, Actors ──records──▶ Messenger ──▶ WatchingDetector ──faults──▶ Referee ──▶ Score
 *   (what is drawn)      (what is so)                         (late, lost)   (the real one)              (truth)
 * </pre>
 *
 * One seed draws everything, and {@link dev.understudy.bench.simulation.Agenda} knows no other clock: the same seed is the same
 * history. Times are virtual milliseconds since the start.
 */
@NullMarked
package dev.understudy.bench.simulation;

import org.jspecify.annotations.NullMarked;
