/**
 * What a commit costs that waits: for nobody, for a native semi-synchronous replica, and for our journal with one broker and with
 * three. Each way has a primary of its own, and works while the others stand idle.
 */
@NullMarked
package dev.understudy.bench.commit;

import org.jspecify.annotations.NullMarked;
