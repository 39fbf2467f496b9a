/** One owner at a time, on real servers. */
@NullMarked
package dev.understudy.scenarios.owner;

import org.jspecify.annotations.NullMarked;
