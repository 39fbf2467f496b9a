/** What the primary sends, as bytes: packets, events, positions, transactions and their parts. Pure. */
@NullMarked
package dev.understudy.journal.stream;

import org.jspecify.annotations.NullMarked;
