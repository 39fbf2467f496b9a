/**
 * The pre-flight: what stands against a fail-over, found before one is needed. {@code reading} asks for {@code facts}, {@code rules}
 * judge them, and {@link dev.understudy.recovery.preflight.BackgroundPreflight} does both again and again.
 */
@NullMarked
package dev.understudy.recovery.preflight;

import org.jspecify.annotations.NullMarked;
