/** Where clients wait for a writer: first come first served, bounded in number and time. */
@NullMarked
package dev.understudy.router.hold;

import org.jspecify.annotations.NullMarked;
