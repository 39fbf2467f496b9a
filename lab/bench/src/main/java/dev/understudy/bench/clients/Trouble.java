package dev.understudy.bench.clients;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What happens to the system while clients are at work. */
enum Trouble {
    /** SIGKILL to the primary. */
    KILL(400, 8),
    /** SIGSTOP to the primary. */
    HANG(1200, 10),
    /** A planned change of the writer. */
    SWITCHOVER(150, 8),
    /** The router is stopped in good order and started again: the only one, so clients are refused meanwhile. */
    ROUTER(0, 16);

    private final double mostMillis;
    private final Duration after;

    Trouble(double mostMillis, int afterSeconds) {
        this.mostMillis = mostMillis;
        this.after = Duration.ofSeconds(afterSeconds);
    }

    /** In figures and options: {@code kill}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException where there is none of that word
     */
    static Trouble of(String word) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no fault '" + word + "': kill, hang, switchover or router"));
    }

    /** The longest gap between two commits that is asked for, ms; 0 where none is. */
    double mostMillis() {
        return mostMillis;
    }

    /** How long clients go on from its beginning; it must be over by then. */
    Duration after() {
        return after;
    }

    /** Whether another server writes afterwards. */
    boolean changesWriter() {
        return this != ROUTER;
    }

    /** Whether the old writer has to be started again. */
    boolean endsWriter() {
        return this == KILL || this == HANG;
    }
}
