package dev.understudy.recovery.replay;

/** A newer owner has taken the standby over. */
final class Fenced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Fenced(String reason) {
        super(reason);
    }
}
