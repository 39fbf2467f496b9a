package dev.understudy.router.relay;

import dev.understudy.router.access.Access;
import dev.understudy.router.net.ClientAddress;
import dev.understudy.router.routing.Member;
import dev.understudy.router.stats.ListenerStats;
import dev.understudy.router.stats.MemberStats;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/** What one connection has carried: counted for its member, and told to the access log at its end. One event loop. */
public final class Traffic {

    private final ListenerStats listener;
    private final MemberStats figures;
    private final String node;
    private final String address;
    private final long began = System.nanoTime();
    private long received;
    private long sent;
    private boolean broken;
    private boolean over;

    public Traffic(ListenerStats listener, MemberStats figures, Member member, Channel client) {
        this.listener = listener;
        this.figures = figures;
        this.node = member.node();
        this.address = listener.logs() ? ClientAddress.text(client) : "";
    }

    /** Passed on to the member. */
    public void ofClient(ByteBuf chunk) {
        received += chunk.readableBytes();
        figures.sent(chunk.readableBytes());
    }

    /** Passed on to the client. */
    public void ofServer(ByteBuf chunk) {
        sent += chunk.readableBytes();
        figures.received(chunk.readableBytes());
    }

    /** Bytes both ways. */
    public long bytes() {
        return received + sent;
    }

    public boolean isOver() {
        return over;
    }

    /** Its server, or the router, has ended it. */
    public void broken() {
        broken = true;
        listener.broken();
    }

    /** Once. */
    public void ended() {
        over = true;
        listener.closed();
        if (listener.logs()) {
            listener.ended(new Access(
                    System.currentTimeMillis(),
                    listener.name(),
                    address,
                    node,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                    received,
                    sent,
                    broken,
                    null,
                    null));
        }
    }
}
