package dev.understudy.router.balance;

/** How a member stands for one choice. The first three can be chosen, the best that there is; the others never. */
public enum Standing {
    WELL,
    /** Put out of the rotation for a while, for what it did to others. */
    EJECTED,
    /** Its last connection failed, or it is known to serve nobody. */
    DOUBTFUL,
    /** It carries as much as it may. */
    FULL,
    /** Its data is older than allowed. */
    LAGGING,
    /** A person wants no new work on it. */
    DRAINED,
    /** It was tried for this very connection. */
    TRIED;

    /** Whether it is chosen where nobody better is there. */
    public boolean isOpen() {
        return compareTo(FULL) < 0;
    }
}
