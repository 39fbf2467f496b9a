/**
 * A load like TPC-C's: nine tables, five transactions, and the standard's consistency conditions 1 to 4 as queries. It is no
 * benchmark of that name: there are few rows, no think times, and nothing is reported as a throughput.
 */
@NullMarked
package dev.understudy.orders.tpcc;

import org.jspecify.annotations.NullMarked;
