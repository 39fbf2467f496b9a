/** Where what is known of members becomes a choice: facts into a snapshot, a balancer asked, the place taken. */
@NullMarked
package dev.understudy.router.select;

import org.jspecify.annotations.NullMarked;
