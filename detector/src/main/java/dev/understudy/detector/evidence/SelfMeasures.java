package dev.understudy.detector.evidence;

import dev.understudy.events.Canary;
import dev.understudy.events.Canary.Cause;
import dev.understudy.events.Canary.Outcome;
import dev.understudy.events.Probe;
import dev.understudy.events.SelfReport;
import dev.understudy.events.Vitals;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a node's own reports measure of it. Remembers what one report alone does not show. Not thread-safe. */
final class SelfMeasures {

    /** Commits that are never further apart go on, however slow each is, ms. */
    private static final long GOES_ON = 1_000;
    /** What is back below a threshold is well only a little below it. */
    private static final double WELL_BELOW = 0.95;

    private static final Map<Cause, String> CAUSES = Map.of(
            Cause.DISK_FULL, "the disk is full",
            Cause.LOCK, "a lock",
            Cause.SEMI_SYNC, "nobody acknowledges its commits (semi-sync)",
            Cause.UNKNOWN, "the server does not say for what");

    private final ConditionLimits limits;
    private final DiskTrend disk;
    private long lastCommitAt;

    SelfMeasures(ConditionLimits limits) {
        this.limits = limits;
        this.disk = new DiskTrend(limits.resources().diskWindow().toMillis());
    }

    /** Tells each measure that a report has a word on, in the order in which it came to be. */
    void of(SelfReport report, long now, BiConsumer<Measure, Observation> look) {
        Canary canary = report.canary();
        if (canary != null) {
            commits(report, canary, look);
        }
        if (report.readOnly() != null) {
            look.accept(Measure.READ_ONLY, readOnly(report.readOnly()));
        }
        Vitals vitals = report.vitals();
        connections(vitals, report.connect(), look);
        if (vitals.memory() != null) {
            look.accept(
                    Measure.MEMORY,
                    share("memory in use", vitals.memory(), limits.resources().memory(), ""));
        }
        if (vitals.diskFreeBytes() != null && vitals.diskTotalBytes() != null && vitals.diskTotalBytes() > 0) {
            look.accept(Measure.DISK, disk(vitals.diskFreeBytes(), vitals.diskTotalBytes(), now));
        }
    }

    private void commits(SelfReport report, Canary canary, BiConsumer<Measure, Observation> look) {
        boolean committedMeanwhile = canary.lastCommitAt() > lastCommitAt;
        lastCommitAt = Math.max(lastCommitAt, canary.lastCommitAt());
        long ago = canary.lastCommitAt() <= 0 ? Long.MAX_VALUE : Math.max(0, report.at() - canary.lastCommitAt());
        if (canary.outcome() == Outcome.COMMITTED || (kept(canary) && ago <= GOES_ON)) {
            look.accept(Measure.COMMITS, Observation.well("its canary commits", Math.round(canary.millis()) + " ms"));
            return;
        }
        if (!kept(canary) || !answers(report.connect())) {
            return;
        }
        if (committedMeanwhile) {
            look.accept(Measure.COMMITS, Observation.between("its canary committed late", ago + " ms ago"));
        }
        long waits = canary.outcome() == Outcome.WAITING ? Math.round(canary.millis()) : 0;
        look.accept(
                Measure.COMMITS,
                Observation.bad(why(canary), waits == 0 ? "" : waits + " ms", "")
                        .lasting(committedMeanwhile ? ago : waits));
    }

    /** Whether it was tried, and something keeps it; read-only is a fault of its own. */
    private static boolean kept(Canary canary) {
        boolean open = canary.outcome() == Outcome.WAITING || canary.outcome() == Outcome.FAILED;
        return open && canary.cause() != Cause.READ_ONLY && canary.cause() != Cause.NOT_TRIED;
    }

    private static String why(Canary canary) {
        String how = canary.outcome() == Outcome.WAITING ? "its canary waits: " : "its canary fails: ";
        Cause cause = canary.cause() == null ? Cause.UNKNOWN : canary.cause();
        String reason = canary.reason() == null || canary.reason().isBlank() ? "" : " (" + canary.reason() + ")";
        return how + CAUSES.getOrDefault(cause, cause.name()) + reason;
    }

    private static Observation readOnly(boolean readOnly) {
        return readOnly ? Observation.bad("it is read-only", "", "") : Observation.well("it is writable", "");
    }

    private void connections(Vitals vitals, @Nullable Probe connect, BiConsumer<Measure, Observation> look) {
        boolean refused = connect != null && connect.findsItFull();
        if (refused) {
            look.accept(Measure.USED_UP, Observation.bad("a new connection was refused", "error 1040", ""));
        }
        Integer used = vitals.connectionsUsed();
        Integer allowed = vitals.connectionsAllowed();
        if (used == null || allowed == null || allowed <= 0) {
            return;
        }
        double share = (double) used / allowed;
        String counted = used + " of " + allowed;
        look.accept(
                Measure.CONNECTIONS,
                share("connections in use", share, limits.resources().connections(), counted));
        if (!refused) {
            look.accept(Measure.USED_UP, share("connections in use", share, limits.usedUp(), counted));
        }
    }

    private static Observation share(String what, double share, double limit, String counted) {
        String percent = percent(share);
        String value = counted.isEmpty() ? percent : counted + " (" + percent + ")";
        if (share >= limit) {
            return Observation.bad(what, value, ">= " + percent(limit));
        }
        return share < limit * WELL_BELOW ? Observation.well(what, value) : Observation.between(what, value);
    }

    private Observation disk(long free, long total, long now) {
        disk.add(now, free);
        ResourceLimits to = limits.resources();
        double share = (double) free / total;
        OptionalLong full = disk.fullIn(free);
        long within = to.diskFullWithin().toMillis();
        String value = percent(share) + " free"
                + (full.isPresent() && full.getAsLong() <= 2 * within ? ", full in " + text(full.getAsLong()) : "");
        if (share < to.diskFree()) {
            return Observation.bad("the disk of its data", value, "< " + percent(to.diskFree()) + " free");
        }
        if (full.isPresent() && full.getAsLong() <= within) {
            return Observation.bad("the disk of its data fills", value, "full within " + text(within));
        }
        boolean well = disk.known() && share > 2 * to.diskFree() && full.orElse(Long.MAX_VALUE) > 2 * within;
        return well
                ? Observation.well("the disk of its data", value)
                : Observation.between("the disk of its data", value);
    }

    private static String text(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toMinutes() >= 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    /** By hand: a format costs more than all else that is done with a report. */
    private static String percent(double share) {
        double percent = share * 100;
        long tenths = Math.round(percent * 10);
        return percent < 10 ? tenths / 10 + "." + tenths % 10 + " %" : Math.round(percent) + " %";
    }

    private static boolean answers(@Nullable Probe connect) {
        return connect != null && connect.outcome() == Probe.Outcome.ANSWERED;
    }
}
