package dev.understudy.recovery.steps;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code recovery.switchOver}: a planned switch-over's bounds.
 *
 * @param maxLag it does not begin to a standby further behind; 2s if not given
 * @param transactions how long open transactions may take to their end, before their sessions are ended; 5s if not given
 * @param within how long the writer may be on its way to the point of no return, before the switch-over is called off; 15s if not given
 */
public record SwitchOverConfig(
        @Nullable Duration maxLag,
        @Nullable Duration transactions,
        @Nullable Duration within) {

    private static final Duration LAG = Duration.ofSeconds(2);
    private static final Duration TRANSACTIONS = Duration.ofSeconds(5);
    private static final Duration WITHIN = Duration.ofSeconds(15);

    public static final SwitchOverConfig DEFAULT = new SwitchOverConfig(null, null, null);

    public SwitchOverConfig {
        maxLag = maxLag == null ? LAG : maxLag;
        transactions = transactions == null ? TRANSACTIONS : transactions;
        within = within == null ? WITHIN : within;
        if (maxLag.isNegative() || transactions.isNegative()) {
            throw new IllegalArgumentException("maxLag and transactions are 0s or more");
        }
        if (within.compareTo(transactions) <= 0) {
            throw new IllegalArgumentException("within is more than transactions (" + transactions.toMillis() + "ms)");
        }
    }

    @Override
    public Duration maxLag() {
        return maxLag == null ? LAG : maxLag;
    }

    @Override
    public Duration transactions() {
        return transactions == null ? TRANSACTIONS : transactions;
    }

    @Override
    public Duration within() {
        return within == null ? WITHIN : within;
    }
}
