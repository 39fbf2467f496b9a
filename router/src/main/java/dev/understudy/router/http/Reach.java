package dev.understudy.router.http;

import dev.understudy.router.balance.Loads;
import dev.understudy.router.net.Transport;
import dev.understudy.router.routing.Member;
import dev.understudy.router.select.Selection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to a member for one request: a kept connection or a new one, and the next member where one cannot be reached.
 * Nothing is sent meanwhile, so that trying another costs nothing. One event loop.
 */
final class Reach {

    private final Gate gate;
    private final EventLoop loop;
    private final Outcome outcome;
    private final OptionalLong key;
    private final Set<String> tried = new HashSet<>();
    private Loads.@Nullable Lease lease;
    private boolean unwanted;
    private long began;
    private String reason = "no member is configured";

    /**
     * A connection that is ready.
     *
     * @param kept whether it carried requests before
     * @param sinceNanos when it was found
     */
    record Way(Channel channel, Member member, boolean kept, long sinceNanos) {

        /** For how long it has been there, ms. */
        double tookMillis() {
            return (System.nanoTime() - sinceNanos) / 1e6;
        }
    }

    /** How it ended. */
    interface Outcome {
        void reached(Way way);

        /**
         * @param reason for a person
         */
        void nobody(String reason);
    }

    /**
     * @param key what tells the client apart
     */
    Reach(Gate gate, EventLoop loop, Outcome outcome, OptionalLong key) {
        this.gate = gate;
        this.loop = loop;
        this.outcome = outcome;
        this.key = key;
    }

    /** Finds a way, or another one. */
    void next() {
        giveBack();
        Selection chosen = gate.members().select(tried, key);
        if (chosen instanceof Selection.Taken taken) {
            lease = taken.lease();
            reach(taken.member());
        } else if (chosen instanceof Selection.Nobody nobody) {
            outcome.nobody(nobody.reason().isEmpty() ? reason : nobody.reason());
        }
    }

    private void reach(Member member) {
        Optional<Channel> rested = gate.kept().take(loop, member);
        if (rested.isPresent()) {
            outcome.reached(new Way(rested.get(), member, true, System.nanoTime()));
        } else {
            connect(member);
        }
    }

    /** The member carries this request no more; nobody waits for a way any more. Idempotent. */
    void end() {
        unwanted = true;
        giveBack();
    }

    private void connect(Member member) {
        began = System.nanoTime();
        ChannelFuture connecting = gate.transport()
                .client(loop, Gate.CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new MemberBytes(gate.members().figures(member)),
                                        new HttpClientCodec(),
                                        new MemberSide(member, gate.kept()));
                    }
                })
                .connect(new InetSocketAddress(
                        member.address().host(), member.address().port()));
        // A socket that could not even be made is told on another thread.
        connecting.addListener(done -> Transport.on(loop, () -> connected(connecting, member)));
    }

    private void connected(ChannelFuture connecting, Member member) {
        if (unwanted) {
            if (connecting.isSuccess()) {
                connecting.channel().close();
            }
        } else if (connecting.isSuccess() && connecting.channel().isActive()) {
            long now = System.nanoTime();
            gate.members().figures(member).connected(now - began);
            outcome.reached(new Way(connecting.channel(), member, false, now));
        } else {
            boolean refused = Transport.isRefusal(connecting.cause());
            if (refused) {
                gate.members().watch(member).refused(gate.members().now(), null);
            }
            gate.members().figures(member).failed();
            gate.went(new Way(connecting.channel(), member, false, began), false);
            tried.add(member.node());
            reason = member.node() + (refused ? " refuses connections" : " cannot be reached");
            next();
        }
    }

    private void giveBack() {
        if (lease != null) {
            lease.close();
            lease = null;
        }
    }
}
