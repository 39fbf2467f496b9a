package dev.understudy.events;

import static java.util.Objects.requireNonNull;

/**
 * One thing that a verdict rests on.
 *
 * @param path which path it came by, such as {@code self-report}, {@code agent-probe} or {@code router-traffic}
 * @param observer who saw it
 * @param host the observer's machine
 * @param what in words, such as {@code process ended} or {@code silent}
 * @param value what was measured, with its unit
 * @param threshold what it was compared with, with its unit; empty for positive evidence
 * @param positive true for something seen (ended, refused, reset, stopped), false for something missed (silence)
 * @param at when it reached the detector, detector's clock, ms
 */
public record Evidence(
        String path,
        String observer,
        String host,
        String what,
        String value,
        String threshold,
        boolean positive,
        long at) {

    public Evidence {
        requireNonNull(path, "path");
        requireNonNull(observer, "observer");
        requireNonNull(what, "what");
        host = host == null ? "" : host;
        value = value == null ? "" : value;
        threshold = threshold == null ? "" : threshold;
    }
}
