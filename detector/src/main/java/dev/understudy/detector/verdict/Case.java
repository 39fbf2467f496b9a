package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Mark;
import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Word;
import dev.understudy.events.Epoch;
import dev.understudy.events.Fault;
import dev.understudy.events.StandbyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node, one concern, one moment: what the rules find, what would end an open fault, and what is said about it. Lives
 * for one decision.
 */
public final class Case {

    private final Judge.Subject subject;
    private final RankedRules rules;
    private final VerdictLimits limits;
    private final Concern concern;
    private final long now;
    private final List<Verdict> said = new ArrayList<>();

    Case(Judge.Subject subject, RankedRules rules, VerdictLimits limits, Concern concern, long now) {
        this.subject = subject;
        this.rules = rules;
        this.limits = limits;
        this.concern = concern;
        this.now = now;
    }

    long now() {
        return now;
    }

    VerdictLimits limits() {
        return limits;
    }

    List<Verdict> said() {
        return said;
    }

    /** The strongest finding; among equals the highest row. */
    Optional<Found> best() {
        Found best = null;
        for (RankedRules.Ranked row : rules.of(concern, subject.standing().role())) {
            Finding finding = row.rule().examine(subject, now);
            if (finding.raises()
                    && (best == null || finding.level().compareTo(best.finding().level()) > 0)) {
                best = new Found(row.rule(), row.rank(), finding);
            }
        }
        return Optional.ofNullable(best);
    }

    boolean outranks(Found found, Incident open) {
        return rules.all().stream()
                .filter(row -> row.rule().kind() == open.kind())
                .findFirst()
                .map(row -> found.rank() < row.rank())
                .orElse(true);
    }

    Incident incident(Found found) {
        Mark mark = found.finding().mark();
        Epoch epoch = subject.standing().epoch();
        String id = Fault.incidentId(
                subject.scope(), epoch, subject.node(), found.kind(), mark.life(), mark.lastGoodSequence());
        return new Incident(id, found.kind(), epoch, mark.bootId());
    }

    /**
     * Why an open fault no longer means anything: the epoch that it was a fault of is over, or the node is no longer what it
     * was. While nobody knows the cluster's writer nothing is concluded.
     */
    Optional<String> superseded(Incident open) {
        Role role = subject.standing().role();
        Epoch epoch = subject.standing().epoch();
        if (role == Role.UNASSIGNED || !concern.ofReign()) {
            return Optional.empty();
        }
        boolean possible =
                rules.of(concern, role).stream().anyMatch(row -> row.rule().kind() == open.kind());
        if (!possible) {
            return Optional.of("superseded: in epoch " + epoch + " the node is "
                    + (role == Role.PRIMARY ? "the writer" : "not the writer"));
        }
        return role == Role.PRIMARY && open.epoch().isOlderThan(epoch)
                ? Optional.of("superseded: epoch " + open.epoch() + " is over, the node writes in epoch " + epoch)
                : Optional.empty();
    }

    /** The same of what is only suspected: it is raised anew in the epoch in force, so that nothing is confirmed of one that is over. */
    Optional<String> supersededSuspicion(Incident open) {
        Epoch epoch = subject.standing().epoch();
        boolean over = subject.standing().role() != Role.UNASSIGNED
                && concern.ofReign()
                && open.epoch().isOlderThan(epoch);
        return superseded(open)
                .or(() -> over
                        ? Optional.of("superseded: epoch " + open.epoch() + " is over, this is epoch " + epoch)
                        : Optional.empty());
    }

    /** Since when the node has been well in this, given since when it was believed to be. */
    long wellSince(Incident open, long before) {
        NodeEvidence evidence = subject.evidence();
        boolean well = switch (concern) {
            case AVAILABILITY -> evidence.well(now);
            case REPORTING -> evidence.mute(now).isEmpty();
            case CONTENT -> evidence.standby(now).filter(StandbyReport::isSound).isPresent();
            default -> measuredWell(open);
        };
        return !well ? Belief.UNWELL : before == Belief.UNWELL ? now : before;
    }

    /** Some measure of this kind of fault shows the opposite, and none leaves it open. */
    private boolean measuredWell(Incident open) {
        List<Finding.Level> levels = findings(open).stream().map(Finding::level).toList();
        return levels.contains(Finding.Level.WELL)
                && levels.stream().allMatch(level -> level.compareTo(Finding.Level.WELL) <= 0);
    }

    private List<Finding> findings(Incident open) {
        return rules.all().stream()
                .filter(row -> row.rule().kind() == open.kind())
                .map(row -> row.rule().examine(subject, now))
                .toList();
    }

    /** For how long a confirmed fault's opposite must be seen. */
    Duration clear() {
        return isMeasured() ? limits.conditions().clear() : limits.clear();
    }

    /** The same of one that is only suspected. */
    Duration withdraw() {
        return isMeasured() ? limits.conditions().clear() : limits.withdraw();
    }

    private boolean isMeasured() {
        return switch (concern) {
            case AVAILABILITY, REPORTING, CONTENT -> false;
            default -> true;
        };
    }

    /** Nothing has been said for it or against it for so long that a suspicion has no ground any more. */
    boolean exhausted() {
        NodeEvidence evidence = subject.evidence();
        return concern == Concern.AVAILABILITY
                && !evidence.well(now)
                && evidence.against(now).isEmpty()
                && evidence.words().stream()
                        .filter(word -> word.sign().isBad())
                        .allMatch(
                                word -> now - word.heardAt() >= limits.exhaust().toMillis());
    }

    void say(Fault.Phase phase, Incident incident, Finding finding) {
        List<Word> words = new ArrayList<>(finding.words());
        if (concern == Concern.AVAILABILITY || concern == Concern.REPORTING) {
            words.addAll(subject.evidence().discounted(now));
        }
        String reason = Reasons.claim(incident.kind(), subject.node()) + ": " + finding.reason();
        said.add(new Verdict(phase, incident, reason, words, finding.threshold()));
    }

    void excuse(Incident incident) {
        clear(incident, "the node is " + subject.standing().maintenance());
    }

    void clear(Incident incident, String why) {
        String reason = "withdrawn, that " + Reasons.claim(incident.kind(), subject.node()) + ": " + why;
        List<Word> words = switch (concern) {
            case AVAILABILITY, REPORTING -> subject.evidence().words();
            case CONTENT -> subject.evidence().standbyWord().stream().toList();
            default ->
                findings(incident).stream()
                        .flatMap(finding -> finding.words().stream())
                        .toList();
        };
        said.add(new Verdict(Fault.Phase.CLEARED, incident, reason, words, ""));
    }

    boolean renewalDue(long saidAt) {
        Duration renew = limits.renew();
        return renew != null && now - saidAt >= renew.toMillis();
    }

    /** Says a confirmed fault again, if the evidence still says the same. */
    boolean renew(Incident incident) {
        Optional<Found> same = best().filter(found -> found.kind() == incident.kind());
        same.ifPresent(found -> say(Fault.Phase.CONFIRMED, incident, found.finding()));
        return same.isPresent();
    }
}
