/** Hazards that are made by hand on a running system, and found before they matter. */
@NullMarked
package dev.understudy.scenarios.preflight;

import org.jspecify.annotations.NullMarked;
