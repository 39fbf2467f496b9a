/** What each listener has done, in numbers. */
@NullMarked
package dev.understudy.router.stats;

import org.jspecify.annotations.NullMarked;
