package dev.understudy.bench.clients;

import java.io.IOException;
import java.util.Map;

/** Clients that are at work from their start until they are told to stop, of one kind or of a few that run side by side. */
interface Crowd {

    /** What each kind has seen so far, by its name. */
    Map<String, Diary> diaries();

    /**
     * Ends them, after what each has under way.
     *
     * @throws Exception where a client does not end, or its program failed in another way than by the fault
     */
    void stop() throws Exception;

    /** What a program says about itself after its end, by figures' names, such as {@code reconnects}. */
    default Map<String, Double> ownFigures() throws IOException {
        return Map.of();
    }
}
