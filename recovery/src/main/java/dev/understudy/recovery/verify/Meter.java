package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.digest.Pace;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Counts what was read, holds the pace, and tells of it. One thread. */
final class Meter {

    private final Pace pace;
    private final Consumer<Progress> listener;
    private final BooleanSupplier goOn;
    private final long start = System.nanoTime();
    private long rows;

    Meter(Pace pace, Consumer<Progress> listener, BooleanSupplier goOn) {
        this.pace = pace;
        this.listener = listener;
        this.goOn = goOn;
    }

    /**
     * So many rows more were read.
     *
     * @throws VerifyFailure where the pass is to end
     */
    void read(String table, long chunks, long more) throws InterruptedException {
        rows += more;
        long elapsed = System.nanoTime() - start;
        listener.accept(new Progress(table, chunks, rows, rows * 1e9 / Math.max(1, elapsed)));
        if (!goOn.getAsBoolean()) {
            throw new VerifyFailure("the comparison was ended before its time");
        }
        long pause = pace.pauseNanos(rows, elapsed);
        if (pause > 0) {
            TimeUnit.NANOSECONDS.sleep(pause);
        }
    }

    long rows() {
        return rows;
    }
}
