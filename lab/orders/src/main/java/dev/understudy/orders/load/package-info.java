/** Orders placed at a steady rate, and what became of each. */
@NullMarked
package dev.understudy.orders.load;

import org.jspecify.annotations.NullMarked;
