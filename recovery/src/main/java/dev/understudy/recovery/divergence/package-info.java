/** What an old primary holds beyond the point where the cluster cut its history off, row by row, beside what the cluster holds. */
@NullMarked
package dev.understudy.recovery.divergence;

import org.jspecify.annotations.NullMarked;
