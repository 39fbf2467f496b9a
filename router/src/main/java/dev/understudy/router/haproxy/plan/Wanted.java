package dev.understudy.router.haproxy.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a backend is to be like.
 *
 * @param places by server: all that are shown, and those that ought to be there
 * @param refuses whether clients that nobody serves are told at once; otherwise they wait
 * @param says what that is and why, in one line for a person
 */
public record Wanted(Map<String, Place> places, boolean refuses, String says) {

    public Wanted {
        // In a fixed order, so that the same decision gives the same plan.
        places = new TreeMap<>(places);
    }
}
