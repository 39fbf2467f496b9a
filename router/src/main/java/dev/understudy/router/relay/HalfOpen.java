package dev.understudy.router.relay;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Where one side sends no more, the other may still end what it has to say, and not stay for ever. */
public final class HalfOpen {

    private HalfOpen() {}

    /**
     * From now on silence ends it. On the loop.
     *
     * @param millis for how long nobody may say anything
     * @param end called once, unless the connection has {@linkplain Traffic#ended ended} before
     */
    public static void bound(EventLoop loop, int millis, Traffic traffic, Runnable end) {
        long before = traffic.bytes();
        loop.schedule(
                () -> {
                    if (traffic.isOver()) {
                        return;
                    }
                    if (traffic.bytes() == before) {
                        end.run();
                    } else {
                        bound(loop, millis, traffic, end);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }
}
