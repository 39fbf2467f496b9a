package dev.understudy.cli;

/** A command could not do what was asked; the message is one line that says what and what to do. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public CommandFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    /** See {@link ExitStatus}. */
    public int status() {
        return status;
    }
}
