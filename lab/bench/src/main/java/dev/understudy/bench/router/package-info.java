/**
 * What a proxy costs: the router beside HAProxy and nginx, and beside no proxy at all.
 *
 * <p>{@code Contestants} starts one database server, one HTTP member and the {@code Way}s to them; a {@code Workload} sends
 * its load down one of them; {@code Contest} turns what a round brought into ratios to the better of the two peers.
 */
package dev.understudy.bench.router;
