package dev.understudy.agent.fence;

import dev.understudy.events.Command;
import dev.understudy.events.FenceReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that were seen, and what is reported of them. A proof stays until the server has a new boot id, or reigns
 * again; a refusal is told for a few seconds and never hides a proof for longer. Thread-safe.
 */
final class FenceLog {

    private static final int REMEMBERED = 256;
    private static final long REFUSAL_TOLD_NANOS = 3_000_000_000L;

    private final Map<String, Command> pending = new LinkedHashMap<>();
    private final Map<String, FenceReport> answered = new LinkedHashMap<>(16, 0.75f, false) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FenceReport> eldest) {
            return size() > REMEMBERED;
        }
    };
    private @Nullable FenceReport proof;
    private @Nullable FenceReport refusal;
    private long refusedNanos;

    /** True where this command is new here; a repeated one is answered as before. */
    synchronized boolean isNew(Command command, long nowNanos) {
        FenceReport before = answered.get(command.id());
        if (before != null) {
            show(before, nowNanos);
            return false;
        }
        return !pending.containsKey(command.id());
    }

    /** It is being carried out; the proof is still to come. */
    synchronized void began(Command command) {
        pending.put(command.id(), command);
    }

    synchronized void answer(
            Command command, FenceReport.Outcome outcome, @Nullable String finalSet, String detail, long now) {
        pending.remove(command.id());
        String bootId = command.bootId() == null ? "" : command.bootId();
        FenceReport report = new FenceReport(command.id(), command.epoch(), bootId, outcome, finalSet, detail);
        answered.put(command.id(), report);
        show(report, now);
    }

    /** The process of this boot id has ended: whatever was pending for it is proven. Returns how many commands that was. */
    synchronized int ended(String bootId, long nowNanos) {
        Map<String, Command> open = new LinkedHashMap<>(pending);
        open.values().removeIf(command -> !bootId.equals(command.bootId()));
        open.values()
                .forEach(command ->
                        answer(command, FenceReport.Outcome.PROCESS_ENDED, null, "the process has ended", nowNanos));
        return open.size();
    }

    /** The proof no longer speaks of the server that is there now. */
    synchronized void forget() {
        proof = null;
    }

    synchronized @Nullable FenceReport proof() {
        return proof;
    }

    /** What the self-report carries now. */
    synchronized @Nullable FenceReport current(long nowNanos) {
        boolean refusalIsFresh = refusal != null && nowNanos - refusedNanos < REFUSAL_TOLD_NANOS;
        return refusalIsFresh ? refusal : proof;
    }

    private void show(FenceReport report, long nowNanos) {
        if (report.outcome() == FenceReport.Outcome.REFUSED) {
            refusal = report;
            refusedNanos = nowNanos;
        } else {
            proof = report;
            refusal = null;
        }
    }
}
