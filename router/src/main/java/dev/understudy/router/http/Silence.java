package dev.understudy.router.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Notices that somebody has said nothing for too long. One event loop. */
final class Silence {

    private final EventLoop loop;
    private final LongSupplier clock;
    private final long longestMillis;
    private final Runnable tooLong;
    private @Nullable Future<?> timer;
    private long heardAt;

    /**
     * @param clock ms
     * @param tooLong called once, on the loop
     */
    Silence(EventLoop loop, LongSupplier clock, long longestMillis, Runnable tooLong) {
        this.loop = loop;
        this.clock = clock;
        this.longestMillis = longestMillis;
        this.tooLong = tooLong;
    }

    void begin() {
        heard();
        arm(longestMillis);
    }

    /** Cheap: the timer is looked at when it is due. */
    void heard() {
        heardAt = clock.getAsLong();
    }

    void end() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void arm(long millis) {
        timer = loop.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long left = heardAt + longestMillis - clock.getAsLong();
        if (left > 0) {
            arm(left);
        } else {
            timer = null;
            tooLong.run();
        }
    }
}
