/** What a run came to: the contract for scripts, and the text for people. */
@NullMarked
package dev.understudy.orders.report;

import org.jspecify.annotations.NullMarked;
