/** From the primary's stream into the journal, and the acknowledgement back: where the pure parts meet. */
@NullMarked
package dev.understudy.journal.relay;

import org.jspecify.annotations.NullMarked;
