package dev.understudy.stage;

/** Something could not be found, started or made ready. The message is for a person: what, why, and where the log is. */
public final class StageException extends RuntimeException {

    public StageException(String message) {
        super(message);
    }

    public StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
