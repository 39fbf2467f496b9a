package dev.understudy.recovery.verify;

import dev.understudy.engine.TransactionSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A place in the log that both sides have passed. What is locked on the primary, or at rest there, from before the place until the
 * standby has come by, must be the same on both. One thread.
 */
final class CommonCut {

    static final String NOT_REACHED = "the standby did not follow to a common cut in time: it lags, or stands still";

    /** Without a lock that anybody could wait for, a standby that moves is waited for so many times as long. */
    private static final int UNLOCKED = 6;

    private static final int GIVEN_UP = 2;

    private final PrimarySession primary;
    private final StandbySession standby;
    private final Duration patience;
    private @Nullable String stuckAt;
    private int failures;

    CommonCut(PrimarySession primary, StandbySession standby, Duration patience) {
        this.primary = primary;
        this.standby = standby;
        this.patience = patience;
    }

    /**
     * Lets the standby come near, before anything is locked: so that what is locked then is locked for a moment only.
     *
     * @return false where it lags by more than can be waited for
     */
    boolean approached() throws SQLException, InterruptedException {
        boolean near =
                follows(primary.executed(), failures < GIVEN_UP ? patience.multipliedBy(UNLOCKED) : Duration.ZERO);
        failures = near ? 0 : failures + 1;
        return near;
    }

    /**
     * Writes a transaction of our own on the primary, and waits until the standby has it and all that came before it.
     *
     * @return false where the standby does not come that far in time
     */
    boolean reached() throws SQLException, InterruptedException {
        return follows(primary.writeCanary(), patience);
    }

    /** One that has not moved since it was last waited for in vain is not waited for again. */
    private boolean follows(TransactionSet wanted, Duration time) throws SQLException, InterruptedException {
        long now = System.nanoTime();
        long deadline = now + time.toNanos();
        long still = now + patience.toNanos();
        String last = "";
        while (true) {
            TransactionSet applied = standby.applied();
            if (applied.containsAll(wanted)) {
                stuckAt = null;
                return true;
            }
            String text = applied.text();
            now = System.nanoTime();
            if (!text.equals(last)) {
                last = text;
                still = now + patience.toNanos();
            }
            if (now > deadline || now > still || text.equals(stuckAt)) {
                stuckAt = text;
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
