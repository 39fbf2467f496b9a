package dev.understudy.router.proxy;

import dev.understudy.router.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.function.LongSupplier;

/** Lets a load balancer say who its client is, before anybody serves it. Of one listener; thread-safe. */
public final class Introductions extends ChannelInitializer<Channel> {

    private final ProxyProtocol rules;
    private final ChannelInitializer<Channel> service;
    private final Refusals refusals;

    private Introductions(ProxyProtocol rules, ChannelInitializer<Channel> service, Refusals refusals) {
        this.rules = rules;
        this.service = service;
        this.refusals = refusals;
    }

    /**
     * What is to be done with each new connection.
     *
     * @param service sets up who serves a client: at once, or for a load balancer's after its header
     * @param clock ms, monotonic
     */
    public static ChannelHandler before(
            ChannelInitializer<Channel> service, ProxyProtocol rules, ListenerStats stats, LongSupplier clock) {
        return before(service, rules, new Refusals(stats, clock));
    }

    static ChannelHandler before(ChannelInitializer<Channel> service, ProxyProtocol rules, Refusals refusals) {
        return rules.accept().isEmpty() ? service : new Introductions(rules, service, refusals);
    }

    @Override
    protected void initChannel(Channel client) {
        if (rules.expects(client.remoteAddress())) {
            HeaderDecoder decoder = new HeaderDecoder();
            client.pipeline().addLast(decoder, new HeaderWait(decoder, service, refusals));
        } else {
            client.pipeline().addLast(service);
        }
    }
}
