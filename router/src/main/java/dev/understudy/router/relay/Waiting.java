package dev.understudy.router.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A client's side until it has a server. It goes on being read, since that is how it is noticed that a client went away; what a
 * client says meanwhile is kept, up to a limit.
 */
public final class Waiting extends ChannelInboundHandlerAdapter {

    private static final int EARLY_BYTES = 64 * 1024;

    private final BiFunction<Channel, Waiting, Guest> guests;
    private final Deque<ByteBuf> early = new ArrayDeque<>();
    private int earlyBytes;
    private boolean inputEnded;
    private @Nullable Guest guest;

    /** The client, as it looks for a server. Called on its event loop. */
    public interface Guest {
        void arrive();

        /** It sends no more; it may still want to be answered. */
        void sendsNoMore();

        /** It went away by itself. */
        void left();
    }

    /**
     * @param guests makes one of a client that has come
     */
    public Waiting(BiFunction<Channel, Waiting, Guest> guests) {
        this.guests = guests;
    }

    /** It has come. Once, on its event loop; called by itself where it is there before the connection begins. */
    public void arrive(Channel client) {
        guest = guests.apply(client, this);
        guest.arrive();
    }

    /** Makes the relay this one's successor, and gives it what the client sent so far. */
    public void handOver(Channel client, Relay relay) {
        client.pipeline().replace(this, "relay", relay);
        for (ByteBuf chunk = early.poll(); chunk != null; chunk = early.poll()) {
            client.pipeline().fireChannelRead(chunk);
        }
        if (inputEnded) {
            client.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else {
            client.pipeline().fireChannelReadComplete();
            client.config().setAutoRead(relay.otherTakes());
        }
    }

    /** Nobody wants any more what it has said. */
    public void drop() {
        early.forEach(ByteBuf::release);
        early.clear();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        arrive(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf chunk = (ByteBuf) message;
        early.add(chunk);
        earlyBytes += chunk.readableBytes();
        if (earlyBytes > EARLY_BYTES) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (guest != null) {
                guest.sendsNoMore();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        left();
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        left();
        drop();
    }

    private void left() {
        if (guest != null) {
            guest.left();
        }
    }
}
