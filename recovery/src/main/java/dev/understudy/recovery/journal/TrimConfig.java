package dev.understudy.recovery.journal;

import dev.understudy.runtime.config.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the journal is kept short.
 *
 * @param keep what is younger stays, although it is proven to be in the changelog; {@code off} or 0 to trim nothing; 10m if not given
 */
public record TrimConfig(@Nullable String keep) {

    public static final TrimConfig DEFAULT = new TrimConfig(null);

    private static final String KEEP = "10m";

    public TrimConfig {
        Durations.orOff("keep", keep, KEEP);
    }

    /** Empty where nothing is to be trimmed. */
    public Optional<Duration> kept() {
        return Durations.orOff("keep", keep, KEEP);
    }
}
