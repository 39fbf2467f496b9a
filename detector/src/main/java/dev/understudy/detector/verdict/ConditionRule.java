package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Measure;
import dev.understudy.detector.evidence.Observation;
import dev.understudy.detector.evidence.Seen;
import dev.understudy.detector.evidence.Word;
import dev.understudy.events.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A fault that is measured: bad for long enough, at every look. Time counts from when the node became what it is, and not
 * while a plan changes that.
 *
 * @param measure what is looked at
 * @param suspectAfter how long it must have been bad
 * @param confirmAfter the same, to be confirmed
 */
record ConditionRule(
        FaultKind kind, Set<Role> roles, Concern concern, Measure measure, Duration suspectAfter, Duration confirmAfter)
        implements Rule {

    @Override
    public Set<Measure> measures() {
        return Set.of(measure);
    }

    @Override
    public String asks() {
        String confirmed =
                suspectAfter.equals(confirmAfter) ? "" : "; confirmed after " + confirmAfter.toMillis() + " ms";
        return measure.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " bad at every look for "
                + suspectAfter.toMillis() + " ms" + confirmed;
    }

    @Override
    public Finding examine(Judge.Subject subject, long now) {
        Optional<Seen> known = subject.evidence().measured(measure, now);
        if (known.isEmpty()) {
            return Finding.NOTHING;
        }
        Seen seen = known.get();
        Word word = seen.word();
        if (seen.level() == Observation.Level.WELL) {
            return quiet(Finding.Level.WELL, seen);
        }
        Standing standing = subject.standing();
        long lasted = word.heardAt() - Math.max(word.since(), standing.since());
        boolean excused = concern.ofReign() && !standing.plan().isEmpty();
        if (seen.level() == Observation.Level.BETWEEN || excused || lasted < suspectAfter.toMillis()) {
            return quiet(Finding.Level.UNDECIDED, seen);
        }
        boolean confirmed = lasted >= confirmAfter.toMillis();
        String reason = say(word) + " for " + lasted + " ms"
                + (confirmed ? "" : "; to be confirmed it must last " + confirmAfter.toMillis() + " ms");
        return finding(confirmed ? Finding.Level.CONFIRM : Finding.Level.SUSPECT, seen, reason);
    }

    /** Most looks find nothing: they cost no words. */
    private static Finding quiet(Finding.Level level, Seen seen) {
        return new Finding(level, seen.word().mark(), List.of(seen.word()), "", "");
    }

    private Finding finding(Finding.Level level, Seen seen, String reason) {
        String lasting = "for >= " + confirmAfter.toMillis() + " ms";
        String threshold = seen.threshold().isEmpty() ? lasting : seen.threshold() + ", " + lasting;
        return new Finding(level, seen.word().mark(), List.of(seen.word()), threshold, reason);
    }

    private static String say(Word word) {
        String value = word.reading().value();
        return word.reading().what() + (value.isEmpty() ? "" : " [" + value + "]");
    }
}
