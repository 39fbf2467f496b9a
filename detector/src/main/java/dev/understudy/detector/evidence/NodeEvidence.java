package dev.understudy.detector.evidence;

import dev.understudy.events.HeartbeatRecord;
import dev.understudy.events.SelfReport;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.Sighting;
import dev.understudy.events.StandbyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one node now. It is kept in memory only: evidence from before a restart must not be judged as if it
 * were of today, and 200 ms after a start there is new. Not thread-safe.
 */
public final class NodeEvidence {

    /** A time before all others, far enough from the edge to subtract from. */
    public static final long NEVER = Long.MIN_VALUE / 4;

    private final EvidenceLimits limits;
    private final AccrualLimits accrual;
    private final Voices voices = new Voices();
    private final Measures measures = new Measures();
    private final SelfMeasures selfMeasures;
    private final ConditionLimits conditions;
    private @Nullable Contents contents;
    private Source selfSource = new Source(Source.SELF_REPORT, "", "");
    private Mark mark = Mark.UNKNOWN;
    private long lastAnswerAt = NEVER;
    private long selfArrivedAt = NEVER;

    public NodeEvidence(EvidenceLimits limits, AccrualLimits accrual, ConditionLimits conditions) {
        this.limits = limits;
        this.accrual = accrual;
        this.conditions = conditions;
        this.selfMeasures = new SelfMeasures(conditions);
    }

    /**
     * Takes a record about this node.
     *
     * @param steady whether the detector itself was awake and sure of its input since the last record
     */
    public Heard hear(HeartbeatRecord record, long now, boolean steady) {
        if (record instanceof SelfReport report) {
            return hearSelf(report, now, steady);
        }
        if (record instanceof StandbyReport report) {
            Contents known = contents == null ? new Contents() : contents;
            contents = known;
            Heard heard = known.hear(report, now, steady, limits, accrual);
            if (heard.taken() && report.state() == StandbyReport.State.FOLLOWING) {
                Mark seen = new Mark(null, report.writer(), report.sequence());
                Observation lag = Contents.lag(report, conditions);
                known.word().ifPresent(word -> measures.see(Measure.LAG, lag, word.source(), seen, now));
            }
            return heard;
        }
        return record instanceof Sighting sighting ? hearObserver(sighting, now, steady) : Heard.REPEATED;
    }

    private Heard hearSelf(SelfReport report, long now, boolean steady) {
        Voice voice = voices.selfReporting();
        Heard heard = accept(voice, report, now, steady);
        if (heard != Heard.REPEATED) {
            selfArrivedAt = now;
        }
        if (!heard.taken()) {
            return heard;
        }
        Reading reading = Reading.of(report);
        ServerProcess process = report.process();
        boolean well = reading.sign() == Sign.GOOD || reading.sign() == Sign.ALIVE;
        mark = new Mark(
                process == null ? mark.bootId() : process.bootId(),
                report.writer(),
                well ? report.sequence() : mark.lastGoodSequence());
        selfSource = new Source(Source.SELF_REPORT, Source.process(report.writer()), report.host());
        take(voice, selfSource, reading, now);
        Mark seen = new Mark(mark.bootId(), report.writer(), report.sequence());
        selfMeasures.of(report, now, (measure, look) -> measures.see(measure, look, selfSource, seen, now));
        return heard;
    }

    /**
     * Takes what only shows beside the other members of the cluster or service. Two detectors do not look at the same moment:
     * no sequence tells when it began.
     */
    public void survey(Measure measure, Observation look, long now) {
        Mark life = new Mark(mark.bootId(), mark.writer(), 0);
        measures.see(measure, look, new Source(Source.SURVEY, "detector", ""), life, now);
    }

    /** How a measure stands, and since when; empty where nobody has looked lately. */
    public Optional<Seen> measured(Measure measure, long now) {
        return measures.of(measure, now);
    }

    /** When what a standby holds was last seen to have changed; {@link #NEVER} where nobody told. */
    public long appliedAt() {
        return contents == null ? NEVER : contents.appliedAt();
    }

    /** The machine that it runs on, as it reported it; empty where it did not. */
    public String host() {
        return selfSource.host();
    }

    private Heard hearObserver(Sighting sighting, long now, boolean steady) {
        String path = sighting.path() == Sighting.Path.TRAFFIC ? Source.ROUTER_TRAFFIC : Source.AGENT_PROBE;
        Voice voice = voices.of(path, sighting.observer());
        Heard heard = accept(voice, sighting, now, steady);
        if (heard.taken()) {
            Source source = new Source(path, Source.process(sighting.observer()), sighting.host());
            take(voice, source, Reading.of(sighting, limits.observer()), now);
        }
        return heard;
    }

    private Heard accept(Voice voice, HeartbeatRecord record, long now, boolean steady) {
        return voice.accept(record, now, steady, limits.staleAfter().toMillis(), accrual);
    }

    private void take(Voice voice, Source source, Reading reading, long now) {
        voice.say(source, reading, now, mark, limits);
        Long ago = reading.answeredAgo();
        if (ago != null) {
            lastAnswerAt = Math.max(lastAnswerAt, now - Math.max(0, ago));
        }
    }

    /** The words that count against the node: still speaking, from an observer that is well, and not refuted. */
    public List<Word> against(long now) {
        if (!voices.anyBad()) {
            return List.of();
        }
        List<Word> words = new ArrayList<>();
        for (Word word : words()) {
            if (word.sign().isBad() && speaks(word, now) && !word.discounted() && !refuted(word, now)) {
                words.add(word);
            }
        }
        return words;
    }

    /**
     * Whether nothing at all stands against the node: no word, none of these measures, no silence and nothing in its content,
     * whatever the thresholds. Then no rule finds anything.
     */
    public boolean quiet(Set<Measure> of, long now) {
        return !voices.anyBad()
                && !measures.anyBad(of)
                && now < quietUntil()
                && (contents == null
                        || contents.report(now).map(StandbyReport::isSound).orElse(true));
    }

    /** Bad words that do not count, and why. */
    public List<Word> discounted(long now) {
        return words().stream()
                .filter(word -> word.sign().isBad() && speaks(word, now) && word.discounted())
                .toList();
    }

    /** Whether someone has been getting answers since, on a path that has not said otherwise. */
    public boolean answeredAfter(long onset, long now) {
        for (Word word : words()) {
            if (word.sign() == Sign.GOOD
                    && current(word, now)
                    && word.heardAt() > onset + limits.inFlight().toMillis()) {
                return true;
            }
        }
        return false;
    }

    /** The node's own agent reported lately, and found that it answers. */
    public boolean saysItselfWell(long now) {
        return saidItselfWell(now, limits.ttl().toMillis());
    }

    /**
     * The same, as a contradiction to those who wait for an answer: not for as long, since they must have waited without any
     * answer, this one included, for some time already.
     */
    public boolean saysItselfWellToThoseWhoWait(long now) {
        long holds = 2 * limits.answerHolds().toMillis();
        return saidItselfWell(now, Math.min(limits.ttl().toMillis(), holds));
    }

    private boolean saidItselfWell(long now, long within) {
        Voice self = voices.self();
        Word own = self == null ? null : self.word();
        return own != null && own.sign() == Sign.GOOD && now - own.heardAt() < within;
    }

    /** Someone shows that it works, and nothing counts against it. */
    public boolean well(long now) {
        boolean shown = false;
        for (Word word : words()) {
            shown |= (word.sign() == Sign.GOOD || word.sign() == Sign.ALIVE) && current(word, now);
        }
        return shown && against(now).isEmpty();
    }

    /** The silence of the node's own reports, once it is longer than its cadence explains. */
    public Optional<Word> mute(long now) {
        Voice voice = voices.self();
        if (voice == null || voice.heardAt() == 0) {
            return Optional.empty();
        }
        long silent = now - voice.heardAt();
        if (!voice.arrivals().missing(silent, accrual)) {
            return Optional.empty();
        }
        Reading reading = Reading.mute(silent, voice.arrivals().phi(silent, accrual));
        return Optional.of(new Word(selfSource, reading, voice.heardAt(), now, mark));
    }

    /** What was last said of how it stands as a standby; empty where that was too long ago. */
    public Optional<StandbyReport> standby(long now) {
        return Optional.ofNullable(contents).flatMap(known -> known.report(now));
    }

    /** The same, in a word. */
    public Optional<Word> standbyWord() {
        return Optional.ofNullable(contents).flatMap(Contents::word);
    }

    /** Whether any observer has spoken of the node lately, whatever it said: the messenger works. */
    public boolean heardElsewhere(long now) {
        return isCurrent(voices.observersHeardAt(), now);
    }

    /** The newest word of each path, its own first. */
    public List<Word> words() {
        return voices.words();
    }

    /** When anyone last saw it answer or commit; {@link #NEVER} if nobody did. */
    public long lastAnswerAt() {
        return lastAnswerAt;
    }

    /** When its own report last came; {@link #NEVER} if none did. */
    public long selfHeardAt() {
        Voice self = voices.self();
        return self == null || self.heardAt() == 0 ? NEVER : self.heardAt();
    }

    /** When a new report of its own last arrived, also one too old to be taken; {@link #NEVER} if none did. */
    public long selfArrivedAt() {
        return selfArrivedAt;
    }

    /** When anything was last heard of it. */
    public long heardAt() {
        return Math.max(selfHeardAt(), voices.observersHeardAt());
    }

    public double phi(long now) {
        Voice self = voices.self();
        return self == null ? 0 : self.arrivals().phi(now - self.heardAt(), accrual);
    }

    public Mark mark() {
        return mark;
    }

    /** Whether a word speaks for the present. */
    public boolean current(Word word, long now) {
        return isCurrent(word.heardAt(), now);
    }

    /** The earliest time at which silence alone could change anything; a healthy node is not looked at before. */
    public long quietUntil() {
        // A deadline is above the pause.
        return selfHeardAt() == NEVER
                ? Long.MAX_VALUE
                : selfHeardAt() + accrual.pause().toMillis();
    }

    private boolean isCurrent(long heardAt, long now) {
        return now - heardAt < limits.ttl().toMillis();
    }

    private boolean speaks(Word word, long now) {
        return now - word.heardAt() < limits.ttlMillis(word.sign());
    }

    private boolean refuted(Word word, long now) {
        if (word.reading().fact()) {
            return false;
        }
        if (word.sign() == Sign.STUCK) {
            return now - lastAnswerAt < limits.answerHolds().toMillis() && lastAnswerAt > word.since();
        }
        return answeredAfter(word.heardAt(), now);
    }
}
