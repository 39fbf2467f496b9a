/** The running example: a small shop's order service, its load client, and the audit of what became of every order. */
@NullMarked
package dev.understudy.orders;

import org.jspecify.annotations.NullMarked;
