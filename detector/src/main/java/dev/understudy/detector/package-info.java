/**
 * Evidence to verdicts. {@link dev.understudy.detector.DetectorTopology} is the whole in one picture; the packages below it
 * are pure: {@code evidence} (what is known), {@code doubt} (whether the detector is fit to judge), {@code verdict} (the
 * rules), {@code watch} (the three together). What is here carries bytes between Kafka and those.
 */
@NullMarked
package dev.understudy.detector;

import org.jspecify.annotations.NullMarked;
