package dev.understudy.router.sighting;

/** A connection that may be waiting for its server. */
public interface Unanswered {

    /** Never waiting. */
    long NOTHING = Long.MIN_VALUE;

    /** Since when it waits, this router's clock, ms; {@link #NOTHING} where it does not. Any thread. */
    long unansweredSince();
}
