/** Which position may be acknowledged. Pure. */
@NullMarked
package dev.understudy.journal.ack;

import org.jspecify.annotations.NullMarked;
