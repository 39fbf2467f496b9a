package dev.understudy.router.tls;

import org.jspecify.annotations.Nullable;

/**
 * Tells when files have changed and are written to their end: what was not there at the last reading and has stood still
 * from one look to the next. Two files are seldom replaced in one instant, and a certificate with another's key is no use.
 * One thread.
 */
final class Settling {

    private String read;
    private @Nullable String seen;

    /**
     * @param read the state of the files before they were read first
     */
    Settling(String read) {
        this.read = read;
    }

    /**
     * Whether the files are to be read now: once for each new state.
     *
     * @param state what the files are now: equal where they are
     */
    boolean isDue(String state) {
        boolean stoodStill = state.equals(seen);
        seen = state;
        if (state.equals(read) || !stoodStill) {
            return false;
        }
        read = state;
        return true;
    }
}
