package dev.understudy.recovery.journal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How large the journal is, and how it grows. Immutable; time is an argument.
 *
 * @param bytes on the fullest of the brokers' disks that hold it
 * @param usable bytes free on that disk; -1 where the broker does not say
 * @param bytesPerSecond how it grew since it was last looked at
 * @param waits for how long the oldest of what is to be trimmed has waited for its proof, or nothing could be trimmed
 * @param failure why nothing can be trimmed; empty where it can
 */
public record JournalSize(long bytes, long usable, long bytesPerSecond, Duration waits, String failure) {

    static final JournalSize UNKNOWN = new JournalSize(-1, -1, 0, Duration.ZERO, "");

    /** Below this much time until the disk is full somebody has to look. */
    private static final Duration SOON = Duration.ofHours(24);

    /** A connector that is started again, or a standby that is made anew, takes less. */
    private static final Duration LONG = Duration.ofMinutes(15);

    /** The same, and nothing could be trimmed since. */
    JournalSize failing(Duration since, String reason) {
        return new JournalSize(bytes, usable, bytesPerSecond, since, reason);
    }

    /** After which time the disk is full if it goes on like this; empty where it does not grow, or that is not known. */
    public Optional<Duration> fullIn() {
        return usable < 0 || bytesPerSecond <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(usable / bytesPerSecond));
    }

    /** What is wrong with it, for a person; empty for nothing. */
    public String trouble() {
        if (waits.compareTo(LONG) < 0) {
            return "";
        }
        String until = fullIn().filter(time -> time.compareTo(SOON) < 0)
                .map(time -> "; at this rate the disk is full in " + time.toMinutes() + " min")
                .orElse("");
        String size = megabytes(bytes) + until;
        return failure.isEmpty()
                ? "the journal has waited " + waits.toMinutes()
                        + " min for the changelog to hold what it keeps, and grows: " + size
                        + ". Look at Connect, the connector, and whether a standby follows"
                : "the journal could not be trimmed for " + waits.toMinutes() + " min, and grows: " + size + ". "
                        + failure;
    }

    /** For a person who asks over HTTP. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("bytes", bytes);
        shown.put("usableBytes", usable);
        shown.put("bytesPerSecond", bytesPerSecond);
        fullIn().ifPresent(time -> shown.put("fullInSeconds", time.toSeconds()));
        shown.put("waitsSeconds", waits.toSeconds());
        shown.put("trouble", trouble());
        return shown;
    }

    private static String megabytes(long bytes) {
        return bytes / (1024 * 1024) + " MiB";
    }
}
