package dev.understudy.recovery.journal;

import dev.understudy.runtime.config.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the journal is kept short.
 *
 * @param keep what is younger stays, although it is proven to be in the changelog; {@code off} to trim nothing; 10m if not given
 */
public record TrimConfig(@Nullable String keep) {

    public static final TrimConfig DEFAULT = new TrimConfig(null);

    private static final String OFF = "off";

    public TrimConfig {
        kept(keep);
    }

    /** Empty where nothing is to be trimmed. */
    public Optional<Duration> kept() {
        return kept(keep);
    }

    private static Optional<Duration> kept(@Nullable String keep) {
        String value = keep == null ? "10m" : keep;
        if (value.equals(OFF)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Durations.parse(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("keep: " + e.getMessage() + ", or off", e);
        }
    }
}
