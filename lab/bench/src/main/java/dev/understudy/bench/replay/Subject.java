package dev.understudy.bench.replay;

import java.time.Duration;

/** One way to make a standby the same as its primary. One thread. */
interface Subject {

    /** As it appears in the figures: {@code native-4}, {@code ours}. */
    String name();

    /** Waits until it holds everything that it needs to apply the backlog by itself. */
    void receive(Backlog backlog) throws Exception;

    /** Begins to apply. */
    void begin() throws Exception;

    /**
     * Waits until all of this is applied and visible.
     *
     * @throws IllegalStateException where that takes longer than this, or can no longer happen
     */
    void finish(Backlog backlog, Duration patience) throws Exception;

    /** Stops applying, so that the next backlog waits. */
    void end() throws Exception;

    /** CPU time of all that works for it alone so far. */
    Cpu cpu() throws Exception;

    /** The failure of a subject whose patience is over. */
    static IllegalStateException late(String name, String what, Duration patience) {
        return new IllegalStateException(name + " " + what + " within " + patience.toSeconds() + " s");
    }
}
