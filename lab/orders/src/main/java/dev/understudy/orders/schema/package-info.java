/** The tables of the shop. */
@NullMarked
package dev.understudy.orders.schema;

import org.jspecify.annotations.NullMarked;
