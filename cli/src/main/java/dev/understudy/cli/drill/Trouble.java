package dev.understudy.cli.drill;

import dev.understudy.runtime.config.ClusterConfig.Durability;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What goes wrong in a round. */
public enum Trouble {
    /** SIGKILL to the primary. */
    KILL(true),
    /** SIGSTOP to the primary. */
    HANG(true),
    /** The primary's host is gone: its process, its disk, its agent. */
    VANISH(true),
    /** SIGKILL to the primary, and to recovery at one of the steps that follow; recovery is started again. */
    RECOVERY_KILLED(true),
    /** SIGKILL to the primary, and to its successor at one of the steps that follow; the successor is started again. */
    SUCCESSOR_KILLED(true),
    /** The same, and the successor stays dead until the third node serves. */
    SUCCESSOR_LOST(true),
    /**
     * A primary and a keeper that nobody reaches, both alive: SIGSTOP to both, SIGKILL to the agent, and when another node serves they go on
     * where they stood.
     */
    ISOLATED(true),
    /** SIGKILL to one journal keeper, or to both; started again. */
    KEEPER_KILLED(false),
    /** SIGKILL to Connect; started again. */
    CONNECT_KILLED(false),
    /** SIGKILL to the broker; started again. */
    BROKER_RESTARTED(false);

    private final boolean failsOver;

    Trouble(boolean failsOver) {
        this.failsOver = failsOver;
    }

    /** Whether another node has to be the primary afterwards; otherwise the same one has to. */
    public boolean failsOver() {
        return failsOver;
    }

    /** Whether it happens at one of the steps of the fail-over. */
    boolean hasStep() {
        return this == RECOVERY_KILLED || this == SUCCESSOR_KILLED || this == SUCCESSOR_LOST;
    }

    private boolean needsTheJournal() {
        return this == VANISH || this == SUCCESSOR_LOST || this == ISOLATED || this == KEEPER_KILLED;
    }

    /** What can be withstood in a mode. */
    static List<Trouble> in(Durability durability) {
        return Arrays.stream(values())
                .filter(trouble -> durability == Durability.ZERO_LOSS || !trouble.needsTheJournal())
                .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
