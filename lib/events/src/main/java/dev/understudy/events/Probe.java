package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt to reach a server.
 *
 * @param outcome how it ended
 * @param millis how long it took, or for {@link Outcome#SILENT} how long nothing has come back
 * @param detail the error's text, where there is one
 */
public record Probe(
        Outcome outcome, double millis, @Nullable String detail) {

    public enum Outcome {
        ANSWERED,
        /** Nobody listens: positive evidence. */
        REFUSED,
        /** An established connection was reset or closed by the server: positive evidence. */
        RESET,
        /** Accepted, or sent to, and nothing came back in time. */
        SILENT,
        /** The server answered with an error, such as too many connections. */
        FAILED
    }

    public Probe {
        requireNonNull(outcome, "outcome");
    }

    public static Probe answered(double millis) {
        return new Probe(Outcome.ANSWERED, millis, null);
    }
}
