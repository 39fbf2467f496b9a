package dev.understudy.journal.log;

import java.util.OptionalLong;

/** Since when nothing has been confirmed of what Kafka was given. Time is an argument, ms since 1970. Pure; not thread-safe. */
public final class Silence {

    private final long leastMillis;
    private long confirmed = -1;
    private long since;

    /**
     * @param leastMillis shorter is none
     */
    public Silence(long leastMillis) {
        this.leastMillis = leastMillis;
    }

    /**
     * To be called again and again: it is as exact as that is often.
     *
     * @param waiting whether anything is to be confirmed
     * @param count how many were confirmed so far
     * @return when something was confirmed last, or had not to be; empty where it is not long ago
     */
    public OptionalLong look(long now, boolean waiting, long count) {
        if (!waiting || count != confirmed) {
            confirmed = count;
            since = now;
        }
        return now - since >= leastMillis ? OptionalLong.of(since) : OptionalLong.empty();
    }
}
