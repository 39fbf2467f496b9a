/** Event loops and sockets: native epoll where it fits the machine, Java's own selector elsewhere. */
@NullMarked
package dev.understudy.router.net;

import org.jspecify.annotations.NullMarked;
