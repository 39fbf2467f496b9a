package dev.understudy.recovery.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a standby stands, by the comparisons so far with the same primary. Immutable.
 *
 * @param primary with which it was compared
 * @param last the last comparison that came to its end
 * @param clean the last one that found the two identical
 * @param trouble why the last attempt came to no end; empty where it did
 */
public record Verified(String primary, Optional<Report> last, Optional<Report> clean, String trouble) {

    /** Before the first comparison with a primary. */
    public static Verified not(String primary) {
        return new Verified(primary, Optional.empty(), Optional.empty(), "");
    }

    Verified after(Report report) {
        boolean identical = report.verdict() == Report.Verdict.IDENTICAL;
        return new Verified(primary, Optional.of(report), identical ? Optional.of(report) : clean, "");
    }

    Verified failed(String why) {
        return new Verified(primary, last, clean, why);
    }

    /** What the last comparison found; none where it found nothing, or there was none. */
    public long differences() {
        return last.map(Report::differenceCount).orElse(0L);
    }

    /** Since the last clean comparison ended; empty where there was none. */
    public Optional<Duration> age(Instant now) {
        return clean.map(report -> Duration.between(report.ended(), now));
    }

    /** For a person who asks over HTTP. */
    public Map<String, Object> shown(Instant now) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("upTo", clean.map(Report::verifiedUpTo).orElse(""));
        age(now).ifPresent(age -> shown.put("agoSeconds", age.toSeconds()));
        shown.put("differences", differences());
        last.ifPresent(report -> {
            shown.put("verdict", report.verdict().name());
            shown.put("rows", report.rows());
            shown.put("named", report.differences());
            shown.put("undecided", report.undecidedCount());
        });
        if (!trouble.isEmpty()) {
            shown.put("trouble", trouble);
        }
        return shown;
    }
}
