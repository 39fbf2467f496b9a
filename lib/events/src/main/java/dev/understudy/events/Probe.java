package dev.understudy.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt to reach a server.
 *
 * @param outcome how it ended
 * @param millis how long it took, or for {@link Outcome#SILENT} how long nothing has come back
 * @param detail the error's text, where there is one
 * @param error the server's error number, where it told one
 * @param agoMillis how long before the record was written it ended, where the record repeats an earlier attempt; null for just now
 */
public record Probe(
        Outcome outcome,
        double millis,
        @Nullable String detail,
        @Nullable Integer error,
        @Nullable Long agoMillis) {

    /** A server's error number for: all its connections are in use. */
    public static final int TOO_MANY_CONNECTIONS = 1040;

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

    /** One that has just ended. */
    public Probe(Outcome outcome, double millis, @Nullable String detail, @Nullable Integer error) {
        this(outcome, millis, detail, error, null);
    }

    /** Where the server told no error number. */
    public Probe(Outcome outcome, double millis, @Nullable String detail) {
        this(outcome, millis, detail, null, null);
    }

    /** The same, told again later. */
    public Probe ago(long millisAgo) {
        return new Probe(outcome, millis, detail, error, Math.max(0, millisAgo));
    }

    public static Probe answered(double millis) {
        return new Probe(Outcome.ANSWERED, millis, null);
    }

    /** Whether the server said that all its connections are in use. */
    public boolean findsItFull() {
        return error != null && error == TOO_MANY_CONNECTIONS;
    }
}
