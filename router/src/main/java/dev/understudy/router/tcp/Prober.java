package dev.understudy.router.tcp;

import dev.understudy.router.proxy.Introduction;
import dev.understudy.router.routing.Member;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a doubted node answers, while its clients wait and no connection of theirs can tell. Rarely where it does:
 * servers count those who leave after the greeting. Used by one thread.
 */
final class Prober {

    private static final long AGAIN_MILLIS = 100;
    private static final long AGAIN_AFTER_ANSWER_MILLIS = 1_000;

    private final Backends backends;
    private final @Nullable Introduction introduction;
    private volatile long notBefore;
    private volatile boolean looking;

    /**
     * @param introduces whether servers are told who connects: it does so itself
     */
    Prober(Backends backends, boolean introduces) {
        this.backends = backends;
        this.introduction = introduces ? Introduction.LOCAL : null;
        this.notBefore = backends.now();
    }

    void look(Member member) {
        if (looking || backends.now() < notBefore) {
            return;
        }
        looking = true;
        EventLoop loop = backends.transport().next();
        loop.execute(() -> look(member, loop));
    }

    private void look(Member member, EventLoop loop) {
        Attempt.start(new Attempt.Goal(member, introduction), loop, backends, new Attempt.Outcome() {
            @Override
            public void greeted(Channel server, ByteBuf greeting) {
                greeting.release();
                server.close();
                done(AGAIN_AFTER_ANSWER_MILLIS);
            }

            @Override
            public void failed(String reason) {
                done(AGAIN_MILLIS);
            }
        });
    }

    private void done(long pause) {
        notBefore = backends.now() + pause;
        looking = false;
    }
}
