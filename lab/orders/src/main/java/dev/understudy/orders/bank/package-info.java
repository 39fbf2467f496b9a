/**
 * Money that moves between accounts, each transfer under an id of its own: what a client was told, and what a server holds of it. A drill
 * rests on both.
 */
@NullMarked
package dev.understudy.orders.bank;

import org.jspecify.annotations.NullMarked;
