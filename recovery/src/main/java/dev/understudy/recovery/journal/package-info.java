/**
 * The end of an epoch's journal: nobody acknowledges any more, the seal, and what stands before it that the changelog lacks
 * (docs/adr/0013). What decides is pure; {@link dev.understudy.recovery.journal.JournalEnding} and
 * {@link dev.understudy.recovery.journal.JournalReader} are the shells.
 */
@NullMarked
package dev.understudy.recovery.journal;

import org.jspecify.annotations.NullMarked;
