package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Sign;
import dev.understudy.detector.evidence.Word;
import dev.understudy.events.FaultKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fault that observers see: suspected when one path shows the leading sign for long enough, confirmed when paths agree.
 *
 * @param lead the sign that must be there
 * @param joins signs of other paths that support it
 * @param suspectAfter how long it must have lasted; an answer seen by anyone starts the time again
 * @param confirmAfter the same, to be confirmed
 */
record PathRule(
        FaultKind kind,
        Set<Role> roles,
        Sign lead,
        Set<Sign> joins,
        Duration suspectAfter,
        Duration confirmAfter,
        Agreement agreement)
        implements Rule {

    @Override
    public Concern concern() {
        return Concern.AVAILABILITY;
    }

    @Override
    public String asks() {
        String sign = lead == Sign.GONE ? "a path sees it ended or refusing" : "a path sees it hang";
        return sign + lasting(suspectAfter) + "; confirmed" + lasting(confirmAfter) + " by " + agreement.asks();
    }

    private static String lasting(Duration time) {
        return time.isZero() ? " at once" : " for " + time.toMillis() + " ms";
    }

    @Override
    public Finding examine(Judge.Subject subject, long now) {
        NodeEvidence evidence = subject.evidence();
        List<Word> against = evidence.against(now);
        if (against.isEmpty()) {
            return Finding.NOTHING;
        }
        List<Word> words = against.stream()
                .filter(word -> word.sign() == lead || joins.contains(word.sign()))
                .toList();
        Optional<Word> first =
                words.stream().filter(word -> word.sign() == lead).min(Comparator.comparingLong(Word::since));
        if (first.isEmpty()) {
            return Finding.NOTHING;
        }
        long lasted = now - onset(first.get(), evidence);
        if (lasted < suspectAfter.toMillis()) {
            return Finding.NOTHING;
        }
        Optional<List<Word>> agreeing =
                lasted < confirmAfter.toMillis() ? Optional.empty() : agreement.among(words, evidence, now);
        return new Finding(
                agreeing.isPresent() ? Finding.Level.CONFIRM : Finding.Level.SUSPECT,
                first.get().mark(),
                agreeing.map(pair -> joined(pair, words)).orElse(words),
                confirmAfter.isZero() ? "" : ">= " + confirmAfter.toMillis() + " ms",
                reason(agreeing.orElse(words), agreeing.isPresent(), lasted));
    }

    /** What was refused stays refused however often it answered before; what hangs hangs only since its last answer. */
    private long onset(Word first, NodeEvidence evidence) {
        return lead == Sign.STUCK ? Math.max(first.since(), evidence.lastAnswerAt()) : first.since();
    }

    private String reason(List<Word> words, boolean agreed, long lasted) {
        String seen = String.join("; ", words.stream().map(Reasons::say).toList());
        String time = confirmAfter.isZero() ? "" : " for " + lasted + " ms";
        if (agreed) {
            return seen + time + ": " + words.size() + " independent paths agree";
        }
        String missing = lasted < confirmAfter.toMillis()
                ? "it must last " + confirmAfter.toMillis() + " ms and a second independent path must agree"
                : "a second independent path must agree";
        return seen + time + "; to be confirmed " + missing;
    }

    private static List<Word> joined(List<Word> pair, List<Word> words) {
        List<Word> all = new java.util.ArrayList<>(pair);
        words.stream().filter(word -> !pair.contains(word)).forEach(all::add);
        return all;
    }
}
