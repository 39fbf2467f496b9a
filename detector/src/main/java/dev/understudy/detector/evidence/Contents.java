package dev.understudy.detector.evidence;

import dev.understudy.events.StandbyReport;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a standby's content by the one who replays into it. Not thread-safe. */
final class Contents {

    /** It is said every second; who says it may be busy, or be succeeded. */
    private static final long SPEAKS_MILLIS = 10_000;

    private final Voice voice = new Voice();
    private @Nullable StandbyReport report;
    private long appliedAt = NodeEvidence.NEVER;

    Heard hear(StandbyReport said, long now, boolean steady, EvidenceLimits limits, AccrualLimits accrual) {
        Heard heard = voice.accept(said, now, steady, limits.staleAfter().toMillis(), accrual);
        if (heard.taken()) {
            StandbyReport before = report;
            if (before == null || !Objects.equals(before.applied(), said.applied())) {
                appliedAt = now;
            }
            report = said;
            String observer = said.writer().replaceFirst("@.*", "");
            Mark mark = new Mark(null, said.writer(), said.lastGoodSequence());
            voice.say(new Source(Source.REPLAY, observer, said.host()), reading(said), now, mark, limits);
        }
        return heard;
    }

    Optional<StandbyReport> report(long now) {
        return Optional.ofNullable(report).filter(said -> now - voice.heardAt() < SPEAKS_MILLIS);
    }

    /** When what it holds was last seen to have changed. */
    long appliedAt() {
        return appliedAt;
    }

    Optional<Word> word() {
        return Optional.ofNullable(voice.word());
    }

    /** How old what it applies is. */
    static Observation lag(StandbyReport report, ConditionLimits conditions) {
        long allowed = conditions.lag().toMillis();
        String value = report.lagMillis() + " ms";
        String what = "the age of what is applied";
        if (report.lagMillis() >= allowed) {
            return Observation.bad(what, value, ">= " + allowed + " ms");
        }
        return report.lagMillis() < allowed / 2 ? Observation.well(what, value) : Observation.between(what, value);
    }

    private static Reading reading(StandbyReport said) {
        String state = said.state().name().toLowerCase(java.util.Locale.ROOT);
        String what = said.reason().isEmpty() ? state : state + ": " + said.reason();
        String more = said.doubt().isEmpty() ? "" : "; " + said.doubt();
        Sign sign = said.isSound() ? Sign.GOOD : Sign.UNCLEAR;
        return new Reading(sign, true, false, what + more, "at " + said.applied(), 0, null, "");
    }
}
