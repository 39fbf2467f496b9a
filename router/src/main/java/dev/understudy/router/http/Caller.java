package dev.understudy.router.http;

import dev.understudy.router.net.ClientAddress;
import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who asks: what the exchanges of one connection, or stream, have in common. One event loop.
 *
 * @param address as a person writes it
 * @param certificate what members are told of the one that it has shown; empty where it has shown none
 */
record Caller(Channel channel, String address, Optional<String> certificate, Patience patience) {

    /**
     * @param clock ms
     */
    static Caller of(Channel channel, LongSupplier clock) {
        return new Caller(
                channel,
                ClientAddress.text(channel),
                ClientCertificate.of(channel),
                new Patience(channel.eventLoop(), clock));
    }
}
