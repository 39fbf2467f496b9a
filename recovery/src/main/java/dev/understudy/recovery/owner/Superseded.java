package dev.understudy.recovery.owner;

/** A successor has taken the cluster over: this instance must do nothing more. */
public final class Superseded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Superseded(String reason) {
        super(reason);
    }

    Superseded(String reason, Throwable cause) {
        super(reason, cause);
    }
}
