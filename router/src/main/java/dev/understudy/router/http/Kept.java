package dev.understudy.router.http;

import dev.understudy.router.routing.Member;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Connections to members between two requests. Each event loop has its own, and only it touches them.
 *
 * <p>One that rests is closed after {@value #REST_MILLIS} ms: sooner than servers commonly do, so that no request is sent
 * into a connection that the member is about to close.
 */
final class Kept {

    static final long REST_MILLIS = 5_000;
    private static final int MOST = 256;

    private final Map<EventLoop, Map<Member, Rests>> resting = new ConcurrentHashMap<>();

    /** Those of one member, on one loop. */
    private static final class Rests {
        private final Deque<Channel> channels = new ArrayDeque<>();
        /** Whether somebody will look for those that have rested for too long: one timer for all. */
        private boolean watched;
    }

    /** The one that rested the shortest. On the loop. */
    Optional<Channel> take(EventLoop loop, Member member) {
        Deque<Channel> channels = of(loop, member).channels;
        Channel channel = channels.pollFirst();
        while (channel != null && !channel.isActive()) {
            channel = channels.pollFirst();
        }
        return Optional.ofNullable(channel);
    }

    /** On its loop. */
    void rest(Channel channel, Member member) {
        Rests rests = of(channel.eventLoop(), member);
        if (!channel.isActive() || rests.channels.size() >= MOST) {
            channel.close();
            return;
        }
        rests.channels.addFirst(channel);
        if (!rests.watched) {
            watch(rests, channel.eventLoop(), REST_MILLIS);
        }
    }

    /** It is gone. On its loop. */
    void forget(Channel channel, Member member) {
        of(channel.eventLoop(), member).channels.remove(channel);
    }

    private static void watch(Rests rests, EventLoop loop, long millis) {
        rests.watched = true;
        loop.schedule(() -> closeOld(rests, loop), millis, TimeUnit.MILLISECONDS);
    }

    private static void closeOld(Rests rests, EventLoop loop) {
        rests.watched = false;
        for (Channel oldest = rests.channels.peekLast(); oldest != null; oldest = rests.channels.peekLast()) {
            MemberSide side = oldest.pipeline().get(MemberSide.class);
            long left = side == null ? 0 : REST_MILLIS - side.restedMillis();
            if (left > 0) {
                watch(rests, loop, left);
                return;
            }
            rests.channels.removeLast();
            oldest.close();
        }
    }

    private Rests of(EventLoop loop, Member member) {
        return resting.computeIfAbsent(loop, any -> new HashMap<>()).computeIfAbsent(member, any -> new Rests());
    }
}
