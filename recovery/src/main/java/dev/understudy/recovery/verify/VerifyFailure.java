package dev.understudy.recovery.verify;

/** The two could not be compared; the message is one line that says why and what to do. */
public final class VerifyFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public VerifyFailure(String reason) {
        super(reason);
    }
}
