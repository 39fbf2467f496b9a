/**
 * Measurements side by side with peers. Each bench takes one engine a report and writes one form of JSON, {@link
 * dev.understudy.bench.BenchReport}; {@code lab/bench/run NAME --report FILE} is the way in.
 */
@NullMarked
package dev.understudy.bench;

import org.jspecify.annotations.NullMarked;
