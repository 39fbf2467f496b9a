package dev.understudy.events;

/**
 * What became of a record's bytes. Bad input is an expected outcome: a reader counts it, logs it once, and goes on.
 *
 * @param <T> the kind of record expected
 */
public sealed interface Decoded<T> {

    record Value<T>(T value) implements Decoded<T> {}

    /**
     * @param reason one line, without the record's content
     */
    record Refused<T>(String reason) implements Decoded<T> {}
}
