package dev.understudy.router.tcp;

import dev.understudy.router.mysql.Packets;
import dev.understudy.router.mysql.ServerError;
import dev.understudy.router.mysql.SessionStatus;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A writer's session while a planned change is under way: between two transactions what its client sends is kept, and goes to the server if
 * the change is called off. Not before its first has ended: a client that came for one gets it. On the client's event loop.
 */
final class Parking {

    /** Whoever has been there for so long did not come for one transaction. */
    private static final long SETTLED_MILLIS = 5_000;

    /** What a client may send before it is no longer read. */
    private static final int MOST_BYTES = 64 * 1024;

    private final LongSupplier clock;
    private final long since;
    private final SessionStatus status = new SessionStatus();
    private final Deque<ByteBuf> kept = new ArrayDeque<>();
    private int keptBytes;
    private boolean planned;
    private boolean parked;
    private volatile boolean waits;

    /**
     * @param clock ms
     */
    Parking(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    void client(ByteBuf chunk) {
        status.client(chunk);
    }

    void server(ByteBuf chunk) {
        status.server(chunk);
    }

    /** Whether a planned change is under way: nothing that the server does then is a fault. */
    void plan(boolean underWay) {
        planned = underWay;
    }

    boolean isPlanned() {
        return planned;
    }

    /** Looks again; true where it has just been let go, and what was kept is to be sent on. */
    boolean letsGo() {
        boolean before = parked;
        parked = planned && status.isBetween() && (status.hasEndedOne() || isSettled());
        return before && !parked;
    }

    private boolean isSettled() {
        return clock.getAsLong() - since > SETTLED_MILLIS;
    }

    boolean isParked() {
        return parked;
    }

    /** Whether something is kept. Any thread. */
    boolean waits() {
        return waits;
    }

    /** Whether it keeps this; it then owns it. A goodbye, and what drivers say before it, goes on to the server. */
    boolean keeps(ByteBuf chunk, Channel client) {
        if (!parked || (kept.isEmpty() && Packets.onlyEnds(chunk))) {
            return false;
        }
        kept.add(chunk);
        keptBytes += chunk.readableBytes();
        waits = true;
        if (keptBytes > MOST_BYTES) {
            client.config().setAutoRead(false);
        }
        return true;
    }

    /** Tells the client that what it sent last was not executed, where it sent something; nothing is kept any more. */
    void end(Channel client) {
        if (!kept.isEmpty()) {
            client.writeAndFlush(ServerError.answer(
                    client.alloc(),
                    "the writer changes as planned; this statement was not executed: connect again and repeat it"));
        }
        forget();
    }

    void forget() {
        handOver(ByteBuf::release);
    }

    /** Gives up what was kept, in order. */
    void handOver(Consumer<ByteBuf> taker) {
        keptBytes = 0;
        waits = false;
        for (ByteBuf chunk = kept.poll(); chunk != null; chunk = kept.poll()) {
            taker.accept(chunk);
        }
    }
}
