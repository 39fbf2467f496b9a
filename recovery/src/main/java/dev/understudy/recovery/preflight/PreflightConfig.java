package dev.understudy.recovery.preflight;

import dev.understudy.recovery.preflight.rules.Hazard;
import dev.understudy.runtime.config.Durations;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pre-flight in the background.
 *
 * @param every how long after one look the next comes; {@code off} for none, and then nothing stands against a promotion; 1m if not
 *     given
 * @param accept findings, by name, that do not stand against a promotion; none if not given
 */
public record PreflightConfig(
        @Nullable String every, @Nullable List<String> accept) {

    public static final PreflightConfig DEFAULT = new PreflightConfig(null, null);

    private static final String EVERY = "1m";

    public PreflightConfig {
        Durations.orOff("every", every, EVERY);
        accepted(accept);
    }

    /** Empty where nothing is looked at in the background. */
    public Optional<Duration> interval() {
        return Durations.orOff("every", every, EVERY);
    }

    /** What is taken for advice, however grave. */
    public Set<Hazard> accepted() {
        return accepted(accept);
    }

    private static Set<Hazard> accepted(@Nullable List<String> names) {
        Set<Hazard> accepted = EnumSet.noneOf(Hazard.class);
        for (String name : names == null ? List.<String>of() : names) {
            Hazard hazard = Hazard.named(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "accept: there is no finding '" + name + "'; docs/preflight.md names them"));
            if (!hazard.canBeSetAside()) {
                throw new IllegalArgumentException(
                        "accept: " + name + " cannot be accepted: " + hazard.danger() + "; " + hazard.remedy());
            }
            accepted.add(hazard);
        }
        return accepted;
    }
}
