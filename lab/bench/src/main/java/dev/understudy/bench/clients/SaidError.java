package dev.understudy.bench.clients;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as the command line prints it.
 *
 * @param code the SQL state and the number, such as {@code HY000-2013}
 */
record SaidError(String code, Diary.Where where) {

    private static final Pattern ERROR = Pattern.compile("ERROR (\\d+)(?: \\((\\w+)\\))?(.*)");

    /** Socket, host, name. */
    private static final Set<String> NOT_CONNECTED = Set.of("2002", "2003", "2005");

    private static final String LOST = "2013";

    /** Empty where a line is no error. */
    static Optional<SaidError> of(String line) {
        Matcher said = ERROR.matcher(line);
        if (!said.lookingAt()) {
            return Optional.empty();
        }
        String number = said.group(1);
        String state = said.group(2) == null ? "" : said.group(2) + "-";
        return Optional.of(new SaidError(state + number, where(number, said.group(3))));
    }

    /** What comes of a statement names its line; of what is lost on the way to a session it is said what was read. */
    private static Diary.Where where(String number, String rest) {
        boolean lost = number.equals(LOST);
        if (rest.startsWith(" at line ") && !rest.contains("packet'") && !NOT_CONNECTED.contains(number)) {
            return lost ? Diary.Where.COMMITTING : Diary.Where.IN_SESSION;
        }
        return lost ? Diary.Where.OPENING : Diary.Where.CONNECTING;
    }
}
