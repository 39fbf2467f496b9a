/** Reports as a picture: one SVG, without a library, since it is rectangles and text. */
@NullMarked
package dev.understudy.bench.plot;

import org.jspecify.annotations.NullMarked;
