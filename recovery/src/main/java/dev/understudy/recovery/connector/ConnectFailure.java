package dev.understudy.recovery.connector;

/** Connect did not do what it was asked. The message says what, where, and what it answered. */
public final class ConnectFailure extends RuntimeException {

    ConnectFailure(String message) {
        super(message);
    }

    ConnectFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
