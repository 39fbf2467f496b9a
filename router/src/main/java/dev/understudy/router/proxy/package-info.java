/**
 * The PROXY protocol, versions 1 and 2: load balancers say who their client is, and servers are told in version 2. The bytes
 * are Netty's own codec's business; here is from whom a header is taken, for how long one is waited for, and what it means.
 */
@NullMarked
package dev.understudy.router.proxy;

import org.jspecify.annotations.NullMarked;
