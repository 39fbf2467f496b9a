/**
 * What a comparison of two servers rests on, without a server: which text says exactly what a column holds, how a table is cut
 * into chunks, and when two sides are the same. Pure.
 */
@NullMarked
package dev.understudy.recovery.verify.digest;

import org.jspecify.annotations.NullMarked;
