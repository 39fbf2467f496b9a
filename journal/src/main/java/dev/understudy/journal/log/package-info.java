/** The journal topic: its end, and writing to it. */
@NullMarked
package dev.understudy.journal.log;

import org.jspecify.annotations.NullMarked;
