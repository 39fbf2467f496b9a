/** Which of several nodes takes the next connection: pure choices over counts, and the token that gives a place back. */
@NullMarked
package dev.understudy.router.balance;

import org.jspecify.annotations.NullMarked;
