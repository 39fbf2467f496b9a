package dev.understudy.cli.maintenance;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Moments;
import java.time.Duration;
import java.time.Instant;

/** When a maintenance ends. */
final class Until {

    /** What is forgotten is to run out while somebody remembers. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private Until() {}

    /**
     * @param text a duration from now on, or a time with its zone
     * @throws CommandFailure where it is neither, is over, or is too far away
     */
    static Instant parse(String text, Instant now) {
        Instant end = Moments.ahead("--until", text, now);
        if (end.isAfter(now.plus(LONGEST))) {
            throw new CommandFailure(
                    ExitStatus.USAGE,
                    "--until: " + Moments.shown(end) + " is more than " + LONGEST.toDays()
                            + " days away; say it again later");
        }
        return end;
    }
}
