package dev.understudy.detector;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The time that the streams client goes by. It plans its ticks by the time of day: by the system's own, a clock that is set back by an hour would stop them
 * for an hour.
 */
final class SteadyTime implements Time {

    private final SteadyClock clock = new SteadyClock(System::currentTimeMillis, System::nanoTime);

    /** By how much it is ahead of the system's time, ms. */
    long aheadMillis() {
        return clock.aheadMillis();
    }

    @Override
    public long milliseconds() {
        return clock.millis();
    }

    @Override
    public long nanoseconds() {
        return Time.SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long millis) {
        Time.SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        Time.SYSTEM.waitObject(monitor, condition, System.currentTimeMillis() + (deadlineMillis - milliseconds()));
    }
}
