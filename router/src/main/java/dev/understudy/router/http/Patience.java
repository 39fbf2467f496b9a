package dev.understudy.router.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long one client's members may say nothing while they are asked. One event loop.
 *
 * <p>There is one timer for all requests of a connection, and it is set anew only when it has run out: most requests set none.
 */
final class Patience {

    private final EventLoop loop;
    private final LongSupplier clock;
    private @Nullable Exchange asked;
    private long millis;
    private @Nullable Future<?> timer;
    private long dueAt;

    /**
     * @param clock ms
     */
    Patience(EventLoop loop, LongSupplier clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /**
     * A member is asked from now on.
     *
     * @param most from its last word, ms, at least 1
     */
    void begin(Exchange exchange, long most) {
        asked = exchange;
        millis = most;
        // Later than that only where the rules have changed since.
        if (timer == null || dueAt > clock.getAsLong() + most) {
            disarm();
            arm(most);
        }
    }

    /** Nobody is asked. */
    void rest() {
        asked = null;
    }

    /** The client is gone. */
    void end() {
        asked = null;
        disarm();
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void arm(long left) {
        dueAt = clock.getAsLong() + left;
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
