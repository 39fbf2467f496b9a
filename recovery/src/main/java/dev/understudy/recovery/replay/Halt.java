package dev.understudy.recovery.replay;

/** The log asks for something that cannot be done faithfully: the replay stands still and says why. It never skips. */
final class Halt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Halt(String reason) {
        super(reason);
    }

    Halt(String reason, Throwable cause) {
        super(reason, cause);
    }
}
