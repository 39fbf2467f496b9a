/**
 * HTTP for the instances of a service: each request goes to the least loaded member, over a connection that is kept.
 *
 * <p>{@code Preface}, or {@code Negotiated} after TLS's handshake, tells what a client's connection speaks. Over HTTP/1.1 one
 * {@code ClientSide} reads a client's requests one after the other; over HTTP/2 an {@code Http2Connection} has streams, and each
 * stream a {@code ClientSide} of its own. An {@code Exchange} is one request and its answer; {@code Reach} finds its member;
 * {@code MemberSide} is one connection to a member, HTTP/1.1 always, kept by {@code Kept} between exchanges. Where client and
 * member agree on WebSocket, a {@code Tunnel} on each side takes the place of all that.
 * {@code Clients} tells all of it when the listener stops.
 */
@NullMarked
package dev.understudy.router.http;

import org.jspecify.annotations.NullMarked;
