package dev.understudy.detector.watch;

import dev.understudy.detector.evidence.Word;
import dev.understudy.detector.verdict.Verdict;
import dev.understudy.events.Evidence;
import dev.understudy.events.Fault;

/**
 * Who signs the verdicts.
 *
 * @param detector this detector's name
 * @param shadow true where its verdicts are for information only
 */
public record Signature(String detector, boolean shadow) {

    Fault fault(NodeKey key, Verdict verdict, long now) {
        return new Fault(
                verdict.incident().id(),
                verdict.incident().kind(),
                verdict.phase(),
                key.scope(),
                key.node(),
                verdict.incident().epoch(),
                verdict.incident().bootId(),
                now,
                detector,
                shadow,
                verdict.reason(),
                verdict.words().stream()
                        .map(word -> evidence(word, verdict.threshold()))
                        .toList());
    }

    private static Evidence evidence(Word word, String threshold) {
        String discount = word.reading().discount();
        return new Evidence(
                word.source().path(),
                word.source().observer(),
                word.source().host(),
                discount.isEmpty() ? word.reading().what() : word.reading().what() + " (not counted: " + discount + ")",
                word.reading().value(),
                threshold,
                word.positive() && discount.isEmpty(),
                word.heardAt());
    }
}
