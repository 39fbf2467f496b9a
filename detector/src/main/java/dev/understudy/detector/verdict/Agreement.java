package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.NodeEvidence;
import dev.understudy.detector.evidence.Sign;
import dev.understudy.detector.evidence.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What it takes for one path's word to be believed. */
enum Agreement {

    /**
     * Two paths of different processes, of which one spoke just now, and nobody who has been getting answers since. Between
     * two machines what was missed may count; on one machine, where one cause silences both, only what was seen.
     */
    TWO_PATHS {
        @Override
        Optional<List<Word>> among(List<Word> words, NodeEvidence evidence, long now) {
            List<Word> candidates = new ArrayList<>(words);
            evidence.mute(now).filter(mute -> fellSilentWith(mute, words)).ifPresent(candidates::add);
            for (int i = 0; i < candidates.size(); i++) {
                for (int j = i + 1; j < candidates.size(); j++) {
                    Word one = candidates.get(i);
                    Word other = candidates.get(j);
                    if (independent(one, other)
                            && (evidence.current(one, now) || evidence.current(other, now))
                            && !contradicted(one, other, evidence, now)) {
                        return Optional.of(List.of(one, other));
                    }
                }
            }
            return Optional.empty();
        }
    },

    /** For an instance, which nobody but itself reports on: an observer saw it, and its own reports have ended. */
    ONE_PATH_AND_NO_REPORT {
        @Override
        Optional<List<Word>> among(List<Word> words, NodeEvidence evidence, long now) {
            return evidence.mute(now)
                    .flatMap(mute -> words.stream()
                            .filter(word -> word.positive() && !word.source().sameProcess(mute.source()))
                            .filter(word -> !evidence.answeredAfter(word.since(), now))
                            .findFirst()
                            .map(word -> List.of(word, mute)));
        }
    };

    /** An agent that was silent long before the trouble began has not agreed to anything. */
    private static final long TOGETHER = 5_000;

    /** For a person. */
    String asks() {
        return this == TWO_PATHS ? "two independent paths" : "one path while its own reports are missing";
    }

    /** The words that agree, where there are enough. */
    abstract Optional<List<Word>> among(List<Word> words, NodeEvidence evidence, long now);

    static boolean independent(Word one, Word other) {
        if (one.source().sameProcess(other.source())) {
            return false;
        }
        boolean bothSeen = one.positive() && other.positive();
        return bothSeen || (!one.source().sameHost(other.source()) && (one.positive() || other.positive()));
    }

    /**
     * What two observers were refused is contradicted by any answer since the first of them was, and by a node's own agent
     * until it has spoken again: between two parts of a network everybody may be right. What the operating system says is
     * only contradicted by an answer after both had spoken.
     */
    private static boolean contradicted(Word one, Word other, NodeEvidence evidence, long now) {
        if (one.reading().fact() || other.reading().fact()) {
            return evidence.answeredAfter(Math.max(one.since(), other.since()), now);
        }
        boolean wait = one.sign() == Sign.STUCK && other.sign() == Sign.STUCK;
        boolean well = wait ? evidence.saysItselfWellToThoseWhoWait(now) : evidence.saysItselfWell(now);
        return well || evidence.answeredAfter(Math.min(one.since(), other.since()), now);
    }

    private static boolean fellSilentWith(Word mute, List<Word> words) {
        return words.stream().anyMatch(word -> mute.since() >= word.since() - TOGETHER);
    }
}
