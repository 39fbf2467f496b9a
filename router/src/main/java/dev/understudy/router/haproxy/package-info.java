/**
 * Steers an HAProxy that somebody else runs by the same table as the built-in proxy: its runtime API is asked what a backend is
 * like, and told what differs. What to tell it is decided in {@code plan}; here are the socket, the thread and the figures.
 *
 * <p>Clients wait at a server of the configuration that never answers, and are tried again from there (docs/haproxy.md). To close
 * the frontend by {@code set maxconn frontend} would need no such server, but to open it again ends HAProxy 2.6.12 while
 * somebody waits (haproxy/haproxy#2726).
 */
@NullMarked
package dev.understudy.router.haproxy;

import org.jspecify.annotations.NullMarked;
