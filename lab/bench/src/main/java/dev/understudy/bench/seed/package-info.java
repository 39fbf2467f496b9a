/** How fast a new standby is copied. */
@NullMarked
package dev.understudy.bench.seed;

import org.jspecify.annotations.NullMarked;
