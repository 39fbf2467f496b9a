package dev.understudy.bench.replay;

import dev.understudy.engine.TransactionSet;

/** One way to make a standby the same as its primary. One thread. */
interface Subject {

    /** As it appears in the figures: {@code native-4}, {@code ours}. */
    String name();

    /** Waits until it holds everything that it needs to apply the backlog by itself. */
    void await(TransactionSet backlog) throws Exception;

    /** Begins to apply. */
    void begin() throws Exception;

    /** Whether all of this is applied and visible. */
    boolean holds(TransactionSet backlog) throws Exception;

    /** Stops applying, so that the next backlog waits. */
    void end() throws Exception;

    /** CPU time of all that works for it alone so far, s. */
    double cpuSeconds() throws Exception;
}
