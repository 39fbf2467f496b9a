/**
 * HTTP/1.1 for the instances of a service: each request goes to the least loaded member, over a connection that is kept.
 *
 * <p>{@code ClientSide} reads a client's requests one after the other; an {@code Exchange} is one request and its answer;
 * {@code Reach} finds its member; {@code MemberSide} is one connection to a member, kept by {@code Kept} between exchanges.
 */
@NullMarked
package dev.understudy.router.http;

import org.jspecify.annotations.NullMarked;
