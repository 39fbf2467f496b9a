package dev.understudy.detector.evidence;

import dev.understudy.events.HeartbeatRecord;
import org.jspecify.annotations.Nullable;

/** One path's records about one node: their order, their lateness, their cadence and the newest word. Not thread-safe. */
final class Voice {

    private final Delays delays = new Delays();
    private String writer = "";
    private long sequence;
    private long at;
    private long heardAt;
    private Accrual arrivals = Accrual.EMPTY;
    private @Nullable Word word;

    /**
     * Takes a record's place in the order of this path.
     *
     * @param steady whether the detector itself was awake since the last record, so that the time between the two
     *     arrivals means something; otherwise the writer's own clock tells the interval
     */
    Heard accept(HeartbeatRecord record, long now, boolean steady, long staleAfter, AccrualLimits accrual) {
        boolean sameWriter = record.writer().equals(writer);
        // A lower sequence at a later time is a restart whose writer did not change its name.
        if (sameWriter && record.sequence() <= sequence && record.at() <= at) {
            return Heard.REPEATED;
        }
        if (record.at() < at) {
            delays.forget();
        }
        Heard heard = delays.add(now - record.at(), staleAfter);
        if (heard.taken()) {
            long interval = steady && heard == Heard.FRESH ? now - heardAt : record.at() - at;
            arrivals = sameWriter ? learn(interval, accrual) : Accrual.EMPTY;
            heardAt = now;
        }
        writer = record.writer();
        sequence = record.sequence();
        at = record.at();
        return heard;
    }

    /** An outage is no cadence: once that is known, an interval that was missed by it teaches nothing. */
    private Accrual learn(long interval, AccrualLimits limits) {
        boolean outage = arrivals.count() >= Accrual.LEARNT && arrivals.missing(interval, limits);
        return interval <= 0 || outage ? arrivals : arrivals.with(interval);
    }

    /** Takes what an accepted record says. A path that goes on saying the same has said so since it began to. */
    void say(Source source, Reading reading, long now, Mark mark, EvidenceLimits limits) {
        Word before = word;
        boolean goesOn = before != null
                && before.sign() == reading.sign()
                && now - before.heardAt() <= limits.ttlMillis(reading.sign());
        word = goesOn && before != null
                ? new Word(source, reading, before.since(), now, before.mark())
                : new Word(source, reading, now - reading.lasting(), now, mark);
    }

    @Nullable
    Word word() {
        return word;
    }

    long heardAt() {
        return heardAt;
    }

    String writer() {
        return writer;
    }

    Accrual arrivals() {
        return arrivals;
    }
}
