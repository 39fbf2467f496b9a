/**
 * Two sides of one connection, and the bytes between them, whatever they mean.
 *
 * <p>Both sides run on one event loop. Each is read only while the other takes what was read; one that has ended its sending may
 * still receive.
 */
@NullMarked
package dev.understudy.router.relay;

import org.jspecify.annotations.NullMarked;
