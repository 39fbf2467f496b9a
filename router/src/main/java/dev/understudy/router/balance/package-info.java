/**
 * Which of several members takes the next connection. A balancer is a function of a snapshot and of what it is asked with;
 * beside them stand the figures that snapshots are made of, which nobody locks.
 */
@NullMarked
package dev.understudy.router.balance;

import org.jspecify.annotations.NullMarked;
