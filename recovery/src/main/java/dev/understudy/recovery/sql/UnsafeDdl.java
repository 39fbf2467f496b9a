package dev.understudy.recovery.sql;

import java.util.Optional;
import java.util.regex.Pattern;

/** Statements that would do harm on a standby without anybody's noticing. Pure. */
public final class UnsafeDdl {

    private static final Pattern TRIGGER = Pattern.compile(
            "\\s*(/\\*.*?\\*/\\s*)*CREATE\\s+(OR\\s+REPLACE\\s+)?(DEFINER\\s*=\\s*\\S+\\s+)?TRIGGER\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private UnsafeDdl() {}

    /**
     * Looks at one statement of the primary.
     *
     * @return why it must not be carried out; empty where it may
     */
    public static Optional<String> reason(String sql) {
        return TRIGGER.matcher(sql).matches()
                ? Optional.of("a trigger would act on the standby once more for each row that the log brings;"
                        + " triggers are not carried yet: drop it on the primary and seed this standby again")
                : Optional.empty();
    }
}
