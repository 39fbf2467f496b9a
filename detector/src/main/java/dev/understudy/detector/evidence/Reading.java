package dev.understudy.detector.evidence;

import dev.understudy.events.Canary;
import dev.understudy.events.Probe;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one record says of a node.
 *
 * @param sign in one word
 * @param positive true for something seen, false for something missed. A silence is positive where the observer has shown
 *     itself prompt
 * @param fact the operating system says so: no answer seen elsewhere makes it untrue
 * @param what in words, such as {@code process ended}
 * @param value what was measured, with its unit; may be empty
 * @param lasting for how long it had been so when it was written, ms
 * @param answeredAgo how long before it was written the node last answered or committed, ms; null where not known
 * @param discount why it does not count; empty where it does
 */
public record Reading(
        Sign sign,
        boolean positive,
        boolean fact,
        String what,
        String value,
        long lasting,
        @Nullable Long answeredAgo,
        String discount) {

    static Reading of(SelfReport report) {
        ServerProcess process = report.process();
        Probe connect = report.connect();
        if (process != null && process.state() == ServerProcess.State.ENDED) {
            return fact(Sign.GONE, "process ended", process);
        }
        if (process != null && process.state() == ServerProcess.State.STOPPED) {
            return fact(Sign.STUCK, "process stopped", process);
        }
        Long committedAgo = committedAgo(report);
        if (connect == null) {
            return new Reading(Sign.ALIVE, true, false, "reports", "", 0, committedAgo, "");
        }
        Long ago = answers(connect) ? sooner(ago(connect), committedAgo) : committedAgo;
        // Its own agent on its own machine: there is no network between that could be the silent one.
        return new Reading(sign(connect), true, false, what(connect), value(connect), lasting(connect), ago, "");
    }

    static Reading of(Sighting sighting, ObserverLimits limits) {
        Probe probe = sighting.probe();
        Sign sign = sign(probe);
        boolean silence = probe.outcome() == Probe.Outcome.SILENT;
        String discount = !sign.isBad()
                ? ""
                : silence ? limits.discountsSilence(sighting.health()) : limits.discountsAll(sighting.health());
        return new Reading(
                sign,
                !silence || limits.knownPrompt(sighting.health()),
                false,
                what(probe),
                value(probe),
                lasting(probe),
                answers(probe) ? Long.valueOf(ago(probe)) : sighting.answeredAgoMillis(),
                discount);
    }

    /** The silence of a node's own reports. */
    static Reading mute(long silentMillis, double phi) {
        return new Reading(
                Sign.UNCLEAR,
                false,
                false,
                "no self-report",
                silentMillis + " ms, phi " + String.format(Locale.ROOT, "%.1f", phi),
                silentMillis,
                null,
                "");
    }

    private static Reading fact(Sign sign, String what, ServerProcess process) {
        return new Reading(sign, true, true, what, "pid " + process.pid(), 0, null, "");
    }

    private static Sign sign(Probe probe) {
        return switch (probe.outcome()) {
            case ANSWERED -> Sign.GOOD;
            case REFUSED, RESET -> Sign.GONE;
            case SILENT -> Sign.STUCK;
            case FAILED -> Sign.UNCLEAR;
        };
    }

    /** An error proves nothing: it may be the server's, or the observer's own trouble. */
    private static boolean answers(Probe probe) {
        return probe.outcome() == Probe.Outcome.ANSWERED;
    }

    private static String what(Probe probe) {
        String outcome = probe.outcome().name().toLowerCase(Locale.ROOT);
        return probe.detail() == null || probe.detail().isBlank() ? outcome : outcome + ": " + probe.detail();
    }

    private static String value(Probe probe) {
        return Math.round(probe.millis()) + " ms";
    }

    private static long lasting(Probe probe) {
        return probe.outcome() == Probe.Outcome.SILENT ? Math.max(0, Math.round(probe.millis())) + ago(probe) : 0;
    }

    /** A report repeats its newest probe until the next has ended: an answer of half a second ago is none of now. */
    private static long ago(Probe probe) {
        Long ago = probe.agoMillis();
        return ago == null ? 0 : Math.max(0, ago);
    }

    private static Long sooner(long one, @Nullable Long other) {
        return other == null ? one : Math.min(one, other);
    }

    private static @Nullable Long committedAgo(SelfReport report) {
        Canary canary = report.canary();
        return canary == null || canary.lastCommitAt() <= 0
                ? null
                : Long.valueOf(Math.max(0, report.at() - canary.lastCommitAt()));
    }
}
