/** The connection to the primary. */
@NullMarked
package dev.understudy.journal.primary;

import org.jspecify.annotations.NullMarked;
