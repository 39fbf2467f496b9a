package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Word;
import dev.understudy.events.Fault;
import java.util.List;

/**
 * What is to be said aloud.
 *
 * @param words what it rests on, those that were discounted last
 * @param threshold what silences were compared with
 */
public record Verdict(Fault.Phase phase, Incident incident, String reason, List<Word> words, String threshold) {

    public Verdict {
        words = List.copyOf(words);
    }
}
