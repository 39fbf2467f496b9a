package dev.understudy.router.net;

import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/** Serves the clients of one {@link Port}, until another takes its place. Thread-safe. */
public interface Serving {

    /**
     * From now on clients come, at most once.
     *
     * @param before whose place this takes: what that knows of members that both have is taken over; null where there was nobody
     */
    void begin(@Nullable Serving before);

    /** Sets up each client's connection; sharable. */
    ChannelHandler connections();

    /** Whether it has put a node out of its rotation for now. */
    boolean isOut(String node);

    /** How many clients wait. */
    int waiting();

    /** No more clients come. Those that are there are served to their end. Idempotent. */
    void end();
}
