package dev.understudy.router.plain;

import dev.understudy.router.net.Transport;
import dev.understudy.router.proxy.Introduction;
import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What all clients of one listener share. Thread-safe.
 *
 * @param introduces whether members are told who the client is
 */
record Door(Transport transport, ListenerStats stats, boolean introduces, PlainListener.Times times) {

    /** What a member is told of this client; null where that is nothing. */
    @Nullable
    Introduction introduction(Channel client) {
        return introduces ? Introduction.of(client) : null;
    }
}
