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

    private final Map<EventLoop, Map<Member, Deque<Channel>>> resting = new ConcurrentHashMap<>();

    /** The one that rested the shortest. On the loop. */
    Optional<Channel> take(EventLoop loop, Member member) {
        Deque<Channel> channels = of(loop, member);
        Channel channel = channels.pollFirst();
        while (channel != null && !channel.isActive()) {
            channel = channels.pollFirst();
        }
        return Optional.ofNullable(channel);
    }

    /** On its loop. */
    void rest(Channel channel, Member member) {
        Deque<Channel> channels = of(channel.eventLoop(), member);
        if (!channel.isActive() || channels.size() >= MOST) {
            channel.close();
            return;
        }
        channels.addFirst(channel);
        channel.eventLoop().schedule(() -> oldestEnds(channels), REST_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** It is gone. On its loop. */
    void forget(Channel channel, Member member) {
        of(channel.eventLoop(), member).remove(channel);
    }

    private void oldestEnds(Deque<Channel> channels) {
        Channel oldest = channels.peekLast();
        if (oldest == null) {
            return;
        }
        MemberSide side = oldest.pipeline().get(MemberSide.class);
        if (side == null || side.restedMillis() >= REST_MILLIS) {
            channels.remove(oldest);
            oldest.close();
        }
    }

    private Deque<Channel> of(EventLoop loop, Member member) {
        return resting.computeIfAbsent(loop, any -> new HashMap<>()).computeIfAbsent(member, any -> new ArrayDeque<>());
    }
}
