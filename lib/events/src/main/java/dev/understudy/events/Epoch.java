package dev.understudy.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A cluster's reign: each promotion raises it by one.
 *
 * @param number 0 before the first primary is installed, then 1 and up
 */
public record Epoch(@JsonValue long number) implements Comparable<Epoch> {

    /** Before any primary was installed. */
    public static final Epoch NONE = new Epoch(0);

    public Epoch {
        if (number < 0) {
            throw new IllegalArgumentException("an epoch is never negative: " + number);
        }
    }

    @JsonCreator
    public static Epoch of(long number) {
        return new Epoch(number);
    }

    public Epoch next() {
        return new Epoch(number + 1);
    }

    public boolean isOlderThan(Epoch other) {
        return number < other.number;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
