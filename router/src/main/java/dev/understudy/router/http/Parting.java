package dev.understudy.router.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** How a client is parted from. One client's, on its event loop. */
interface Parting {

    /** Whether another request can follow the answer. */
    boolean canGoOn();

    /**
     * After what was written, no more comes from here.
     *
     * @param answer done when the last that was written is out
     * @param stillSends whether the client has not come to its end
     */
    void after(Channel client, ChannelFuture answer, boolean stillSends);

    /** In the middle of an answer: the client must not take what it has for the whole. */
    void amid(Channel client);

    /** Whether the client is only waited for to end. */
    default boolean isLingering() {
        return false;
    }
}
