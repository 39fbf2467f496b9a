package dev.understudy.detector.verdict;

import dev.understudy.detector.evidence.Mark;
import dev.understudy.detector.evidence.Word;
import java.util.List;

/**
 * What one rule finds in the evidence.
 *
 * @param level how far it goes
 * @param mark where the node stood when this trouble began
 * @param words what it rests on
 * @param threshold what silences among the words were compared with; empty where only positive evidence counts
 * @param reason in one clause, for a person
 */
public record Finding(Level level, Mark mark, List<Word> words, String threshold, String reason) {

    public enum Level {
        /** Nothing is known. */
        NOTHING,
        /** It was seen not to be so. Only rules that measure say this. */
        WELL,
        /** Seen, and neither one nor the other: between two thresholds, or not for long enough. */
        UNDECIDED,
        SUSPECT,
        CONFIRM
    }

    static final Finding NOTHING = new Finding(Level.NOTHING, Mark.UNKNOWN, List.of(), "", "");

    public Finding {
        words = List.copyOf(words);
    }

    /** Whether it is a fault. */
    boolean raises() {
        return level.compareTo(Level.SUSPECT) >= 0;
    }

    boolean confirms() {
        return level == Level.CONFIRM;
    }
}
