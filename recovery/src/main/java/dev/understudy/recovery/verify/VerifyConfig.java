package dev.understudy.recovery.verify;

import dev.understudy.recovery.verify.digest.Pace;
import dev.understudy.runtime.config.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The comparison in the background.
 *
 * @param every how long after one comparison of a standby the next begins; {@code off} for none; 1h if not given
 * @param rate at most so many rows a second; 0 for no limit; 20000 if not given
 * @param requireWithin a standby that was not found identical within this time is not promoted; {@code off} if not given
 */
public record VerifyConfig(
        @Nullable String every,
        @Nullable Long rate,
        @Nullable String requireWithin) {

    public static final VerifyConfig DEFAULT = new VerifyConfig(null, null, null);

    private static final long DEFAULT_RATE = 20_000;

    public VerifyConfig {
        Optional<Duration> interval = Durations.orOff("every", every, "1h");
        Optional<Duration> required = Durations.orOff("requireWithin", requireWithin, "off");
        if (rate != null && rate < 0) {
            throw new IllegalArgumentException("rate is rows a second, 0 for no limit");
        }
        if (required.isPresent() && (interval.isEmpty() || required.get().compareTo(interval.get()) <= 0)) {
            throw new IllegalArgumentException("requireWithin is more than every (" + (every == null ? "1h" : every)
                    + "): no standby could be promoted shortly before a comparison ends");
        }
    }

    /** Empty where nothing is compared in the background. */
    public Optional<Duration> interval() {
        return Durations.orOff("every", every, "1h");
    }

    public Pace pace() {
        return new Pace(rate == null ? DEFAULT_RATE : rate);
    }

    /** Empty where a promotion does not ask. */
    public Optional<Duration> required() {
        return Durations.orOff("requireWithin", requireWithin, "off");
    }
}
