/** One incident from its first sign to its end: what was seen, what was said of it, and what was done about it. */
@NullMarked
package dev.understudy.cli.explain;

import org.jspecify.annotations.NullMarked;
