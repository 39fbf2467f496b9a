package dev.understudy.detector.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All paths by which one node is spoken of: its own reports, and each observer's way to look. Not thread-safe. */
final class Voices {

    /** One observer's way to look. */
    private record Path(String kind, String observer) {}

    private final Map<Path, Voice> observers = new LinkedHashMap<>();
    private @Nullable Voice self;

    /** Its own reports; null where it has never reported. */
    @Nullable
    Voice self() {
        return self;
    }

    /** The same, where one has come. */
    Voice selfReporting() {
        Voice known = self == null ? new Voice() : self;
        self = known;
        return known;
    }

    Voice of(String kind, String observer) {
        return observers.computeIfAbsent(new Path(kind, observer), path -> new Voice());
    }

    /** The newest word of each, its own first. */
    List<Word> words() {
        List<Word> words = new ArrayList<>(1 + observers.size());
        add(words, self);
        for (Voice voice : observers.values()) {
            add(words, voice);
        }
        return words;
    }

    /** Whether the newest word of any is bad, however old it is. */
    boolean anyBad() {
        if (isBad(self)) {
            return true;
        }
        for (Voice voice : observers.values()) {
            if (isBad(voice)) {
                return true;
            }
        }
        return false;
    }

    /** When an observer was last heard; {@link NodeEvidence#NEVER} where none was. */
    long observersHeardAt() {
        long newest = NodeEvidence.NEVER;
        for (Voice voice : observers.values()) {
            newest = Math.max(newest, voice.heardAt());
        }
        return newest;
    }

    private static boolean isBad(@Nullable Voice voice) {
        Word word = voice == null ? null : voice.word();
        return word != null && word.sign().isBad();
    }

    private static void add(List<Word> words, @Nullable Voice voice) {
        Word word = voice == null ? null : voice.word();
        if (word != null) {
            words.add(word);
        }
    }
}
