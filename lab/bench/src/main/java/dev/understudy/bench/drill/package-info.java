/**
 * Many deaths in a row under a steady load of small transactions, back and forth between two nodes: whether an acknowledged
 * commit is ever lost.
 */
@NullMarked
package dev.understudy.bench.drill;

import org.jspecify.annotations.NullMarked;
