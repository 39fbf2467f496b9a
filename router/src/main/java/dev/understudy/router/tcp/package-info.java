/**
 * Carries TCP connections whose server speaks first, as MySQL's does.
 *
 * <p>One connection's two sides run on one event loop, so that a session has no locks. The server is asked for its greeting
 * before the client hears anything: until then going back and waiting is safe, afterwards a session never changes its server.
 * Each side is read only while the other takes what was read; a side that has ended its sending may still receive.
 */
@NullMarked
package dev.understudy.router.tcp;

import org.jspecify.annotations.NullMarked;
