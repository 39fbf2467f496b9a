package dev.understudy.cli;

import dev.understudy.runtime.config.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Moments as a person names them: so long from now, or a time with its zone. */
public final class Moments {

    private Moments() {}

    /**
     * One that is to come.
     *
     * @param option named in the error
     * @throws CommandFailure where the text is no moment, or one that is over
     */
    public static Instant ahead(String option, String text, Instant now) {
        Instant moment = read(option, text, now, 1);
        if (!moment.isAfter(now)) {
            throw new CommandFailure(ExitStatus.USAGE, option + ": " + shown(moment) + " is over");
        }
        return moment;
    }

    /**
     * One that is over: {@code 2h} is two hours ago.
     *
     * @param option named in the error
     * @throws CommandFailure where the text is no moment, or one that is to come
     */
    public static Instant back(String option, String text, Instant now) {
        Instant moment = read(option, text, now, -1);
        if (moment.isAfter(now)) {
            throw new CommandFailure(ExitStatus.USAGE, option + ": " + shown(moment) + " is to come");
        }
        return moment;
    }

    private static Instant read(String option, String text, Instant now, int direction) {
        Duration distance;
        try {
            distance = Durations.parse(text);
        } catch (IllegalArgumentException notSoFar) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new CommandFailure(
                        ExitStatus.USAGE,
                        option
                                + " is a duration such as 30m or 2h, or a time with its zone such as 2027-01-31T04:00:00Z,"
                                + " not '" + text + "'");
            }
        }
        try {
            return now.plus(distance.multipliedBy(direction));
        } catch (DateTimeException | ArithmeticException e) {
            throw new CommandFailure(ExitStatus.USAGE, option + ": '" + text + "' is too far away");
        }
    }

    /** To the second, in UTC. */
    public static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
