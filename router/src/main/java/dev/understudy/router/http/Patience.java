package dev.understudy.router.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one client's members may say nothing while they are asked. One event loop.
 *
 * <p>There is one timer for all requests of a connection, and it is set anew only when it has run out: a timer for each of them
 * costs more than the request's balancing.
 */
final class Patience {

    private final EventLoop loop;
    private final LongSupplier clock;
    private final long millis;
    private @Nullable Exchange asked;
    private @Nullable Future<?> timer;

    /**
     * @param clock ms
     * @param most from the member's last word, at least 1 ms
     */
    Patience(EventLoop loop, LongSupplier clock, Duration most) {
        this.loop = loop;
        this.clock = clock;
        this.millis = most.toMillis();
    }

    /** A member is asked from now on. */
    void begin(Exchange exchange) {
        asked = exchange;
        if (timer == null) {
            arm(millis);
        }
    }

    /** Nobody is asked. */
    void rest() {
        asked = null;
    }

    /** The client is gone. */
    void end() {
        asked = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void arm(long left) {
        timer = loop.schedule(this::look, left, TimeUnit.MILLISECONDS);
    }

    private void look() {
        timer = null;
        Exchange exchange = asked;
        if (exchange == null) {
            return;
        }
        long left = exchange.lastMovedAt() + millis - clock.getAsLong();
        if (left > 0) {
            arm(left);
        } else {
            asked = null;
            exchange.tooLate(millis);
        }
    }
}
