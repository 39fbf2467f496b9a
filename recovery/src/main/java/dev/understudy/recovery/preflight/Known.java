package dev.understudy.recovery.preflight;

import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.rules.Finding;
import dev.understudy.recovery.preflight.rules.Hazard;
import dev.understudy.recovery.preflight.rules.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What pre-flights have found so far. What does not answer any more counts as it was last seen: a primary that died cannot be asked.
 * Immutable and pure.
 *
 * @param facts what is known, each part as it was last read
 * @param readAt when each part was last read
 * @param before what an earlier owner recorded: counts until this one has seen every part itself
 * @param accepted what the configuration takes for advice
 */
record Known(Facts facts, Map<String, Instant> readAt, Remembered before, Set<Hazard> accepted) {

    Known {
        readAt = Map.copyOf(readAt);
    }

    static Known nothing(Facts nothing, Remembered before, Set<Hazard> accepted) {
        return new Known(nothing, Map.of(), before, accepted);
    }

    /**
     * This and one look more.
     *
     * @param seen what answered, and what did not
     */
    Known and(Facts seen, Instant at) {
        boolean writerAnswered = seen.writer().isPresent();
        // What a connector was like after its source had died says nothing of what was wrong before.
        Facts counted = writerAnswered ? seen : seen.withoutConnector();
        Facts merged = counted.orFrom(under(seen.primary()).facts());
        Map<String, Instant> times = new LinkedHashMap<>(readAt);
        counted.answered().forEach(part -> times.put(part, at));
        return new Known(merged, times, before, accepted);
    }

    /** The same with another writer: of a standby that has just been promoted what was read of it as a standby counts. */
    private Known under(String writer) {
        return facts.primary().equals(writer) ? this : new Known(facts.reduced(writer), readAt, before, accepted);
    }

    Judgement judgement() {
        Judgement own = Judgement.of(facts, accepted);
        if (facts.unknown().isEmpty() || !before.primary().equals(facts.primary())) {
            return own;
        }
        List<Finding> all = new ArrayList<>(before.fatal().stream()
                .filter(finding -> !accepted.contains(finding.hazard()))
                .toList());
        own.findings().stream()
                .filter(finding -> all.stream().noneMatch(known -> known.line().equals(finding.line())))
                .forEach(all::add);
        List<String> unknown = new ArrayList<>(facts.unknown());
        unknown.removeAll(before.seen());
        return new Judgement(all, unknown);
    }

    /** Every part that anybody has read since this writer writes. */
    Set<String> seen() {
        Set<String> seen = new LinkedHashSet<>(facts.answered());
        if (before.primary().equals(facts.primary())) {
            seen.addAll(before.seen());
        }
        return seen;
    }

    /** What says that commits on the writer do not wait for the journal; empty where nobody has looked at it. */
    Optional<List<String>> againstWaiting() {
        if (facts.writer().isPresent() && facts.acknowledgers().isPresent()) {
            return Optional.of(judgement().againstWaiting(facts.primary()).stream()
                    .map(Finding::line)
                    .toList());
        }
        return before.primary().equals(facts.primary()) ? before.againstWaiting() : Optional.empty();
    }

    /**
     * What stands against a standby.
     *
     * @return the first thing; empty for nothing
     */
    Optional<Objection> against(String standby, String writer, Instant now) {
        Judgement judgement = under(writer).judgement();
        if (judgement.unknown().contains(writer)) {
            return Optional.of(new Objection("nothing was ever read of its primary " + writer, false));
        }
        return judgement
                .against(standby, writer)
                .map(finding -> new Objection(
                        finding.line() + age(finding, now), !finding.hazard().canBeSetAside()));
    }

    private String age(Finding finding, Instant now) {
        Instant at = readAt.get(finding.node());
        return at == null ? "" : ", seen " + Duration.between(at, now).toSeconds() + " s ago";
    }
}
