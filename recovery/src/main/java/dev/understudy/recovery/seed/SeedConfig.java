package dev.understudy.recovery.seed;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code recovery.seed}.
 *
 * @param sessions how many chunks are copied side by side, 1 to 32; 4 if not given
 * @param cut how long rows are read at one cut, before a newer one is taken; the primary keeps what changes meanwhile. 15m if not given
 */
public record SeedConfig(
        @Nullable Integer sessions, @Nullable Duration cut) {

    public static final SeedConfig DEFAULT = new SeedConfig(null, null);

    private static final int MOST_SESSIONS = 32;

    public SeedConfig {
        sessions = sessions == null ? 4 : sessions;
        cut = cut == null ? Duration.ofMinutes(15) : cut;
        if (sessions < 1 || sessions > MOST_SESSIONS) {
            throw new IllegalArgumentException("sessions is 1 to " + MOST_SESSIONS);
        }
        if (cut.toSeconds() < 1) {
            throw new IllegalArgumentException("cut is at least 1s");
        }
    }

    @Override
    public Integer sessions() {
        return sessions == null ? 4 : sessions;
    }

    @Override
    public Duration cut() {
        return cut == null ? Duration.ofMinutes(15) : cut;
    }
}
