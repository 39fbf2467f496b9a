/** How a server becomes a standby: by a copy of the primary at a consistent cut, or by what it holds already. */
@NullMarked
package dev.understudy.recovery.seed;

import org.jspecify.annotations.NullMarked;
