/** What is to be done with a connection: pure decisions over one immutable table. No sockets, no clock, no Kafka. */
@NullMarked
package dev.understudy.router.routing;

import org.jspecify.annotations.NullMarked;
