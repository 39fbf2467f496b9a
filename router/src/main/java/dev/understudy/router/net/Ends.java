package dev.understudy.router.net;

import java.net.InetSocketAddress;

/**
 * The two ends of the connection that a client has opened, which need not be the one that has come here.
 *
 * @param from the client's
 * @param to where it connected to
 */
public record Ends(InetSocketAddress from, InetSocketAddress to) {}
