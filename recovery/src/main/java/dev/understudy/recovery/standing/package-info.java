/** How each standby stands: told to whoever asks, and published as evidence. What is a fault the detector says. */
@NullMarked
package dev.understudy.recovery.standing;

import org.jspecify.annotations.NullMarked;
