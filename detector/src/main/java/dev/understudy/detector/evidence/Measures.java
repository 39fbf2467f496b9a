package dev.understudy.detector.evidence;

import dev.understudy.detector.evidence.Observation.Level;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How each measure of one node has gone. Not thread-safe. */
final class Measures {

    /** After so long without a look it begins anew, ms: what nobody saw has not lasted. */
    static final long GAP = 5_000;

    private final Map<Measure, Seen> seen = new EnumMap<>(Measure.class);
    private final Map<Measure, Mark> wellAt = new EnumMap<>(Measure.class);
    private final Set<Measure> bad = EnumSet.noneOf(Measure.class);

    /**
     * Takes a look.
     *
     * @param mark where the node stands, should this look be the first of a trouble
     */
    void see(Measure measure, Observation look, Source source, Mark mark, long now) {
        Seen before = seen.get(measure);
        boolean goesOn = before != null
                && before.level() == look.level()
                && now - before.word().heardAt() <= GAP;
        if (look.level() == Level.BAD) {
            bad.add(measure);
        } else {
            bad.remove(measure);
            wellAt.put(measure, mark);
        }
        long since = goesOn && before != null ? before.word().since() : now - look.lasting();
        Mark began = goesOn && before != null
                ? before.word().mark()
                : new Mark(mark.bootId(), mark.writer(), lastGood(measure, mark));
        Reading reading = new Reading(Sign.UNCLEAR, true, false, look.what(), look.value(), 0, null, "");
        seen.put(measure, new Seen(look.level(), look.threshold(), new Word(source, reading, since, now, began)));
    }

    /** How it stands; empty where nobody has looked lately. */
    Optional<Seen> of(Measure measure, long now) {
        return Optional.ofNullable(seen.get(measure))
                .filter(known -> now - known.word().heardAt() <= GAP);
    }

    /** Whether the newest look at any of these was bad, however long ago it was. */
    boolean anyBad(Set<Measure> of) {
        return !bad.isEmpty() && !Collections.disjoint(bad, of);
    }

    private long lastGood(Measure measure, Mark mark) {
        Mark well = wellAt.get(measure);
        return well != null && well.writer().equals(mark.writer()) ? well.lastGoodSequence() : 0;
    }
}
