package dev.understudy.router.http;

import dev.understudy.router.net.ClientAddress;
import io.netty.channel.Channel;
import java.util.function.LongSupplier;

/**
 * Who asks: what the exchanges of one connection, or stream, have in common. One event loop.
 *
 * @param address as a person writes it
 */
record Caller(Channel channel, String address, Patience patience) {

    /**
     * @param clock ms
     */
    static Caller of(Channel channel, LongSupplier clock) {
        return new Caller(channel, ClientAddress.text(channel), new Patience(channel.eventLoop(), clock));
    }
}
