/**
 * How long writes are out when the primary dies or hangs: the quickstart's own figure, beside HAProxy's floor, which is
 * detection alone between two servers that are both writable.
 */
@NullMarked
package dev.understudy.bench.failover;

import org.jspecify.annotations.NullMarked;
