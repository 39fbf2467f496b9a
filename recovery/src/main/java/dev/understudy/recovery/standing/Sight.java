package dev.understudy.recovery.standing;

import dev.understudy.events.Epoch;
import dev.understudy.events.StandbyReport;
import dev.understudy.events.StandbyReport.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of a standby at a moment.
 *
 * @param reason why it is not followed into; empty where it is
 * @param applied what it holds, the engine's notation
 * @param differences what the last comparison found
 * @param different some of them
 * @param errant what it wrote by itself; empty for nothing
 * @param identical the last comparison that found it identical with its present primary
 */
public record Sight(
        State state,
        String reason,
        Epoch epoch,
        long lagMillis,
        String applied,
        long differences,
        List<String> different,
        String errant,
        Optional<Comparison> identical) {

    /** When a comparison began and ended. */
    public record Comparison(Instant began, Instant ended) {}

    public Sight {
        different = List.copyOf(different);
    }

    /** What is wrong with it, for a person; empty for nothing. */
    String trouble() {
        if (state == State.HALTED) {
            return "its replay halted: " + reason;
        }
        if (state == State.REFUSED) {
            return reason;
        }
        if (!errant.isEmpty()) {
            return "it wrote by itself: " + errant;
        }
        return differences > 0 ? "it differed in " + differences + " places" : "";
    }

    /** The same to a reader: nothing that grows by itself is compared. */
    boolean looksLike(Sight other) {
        return state == other.state
                && reason.equals(other.reason)
                && epoch.equals(other.epoch)
                && differences == other.differences
                && errant.equals(other.errant);
    }

    StandbyReport report(String cluster, String node, String host, Stamped stamped, String doubt, Instant now) {
        return new StandbyReport(
                cluster,
                node,
                host,
                stamped.writer(),
                stamped.sequence(),
                stamped.at(),
                epoch,
                state,
                reason,
                lagMillis,
                applied,
                differences,
                different,
                errant,
                doubt,
                identical
                        .map(last -> now.toEpochMilli() - last.ended().toEpochMilli())
                        .orElse(null),
                stamped.lastGood());
    }

    /** What only the one who publishes knows. */
    record Stamped(String writer, long sequence, long at, long lastGood) {}
}
