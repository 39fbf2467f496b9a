package dev.understudy.recovery.sql;

/**
 * How a session has to be set for the rows of another server. Strict: what does not fit is an error, never cut to size. Zero
 * and impossible dates are ordinary values, as on a server that allowed them.
 */
public final class SessionModes {

    private static final String RELAXED = "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES";

    private SessionModes() {}

    /** The statement for everything but what follows. */
    public static String strict() {
        return "SET sql_mode = '" + RELAXED + ",STRICT_ALL_TABLES'";
    }

    /** The statement for a value that strict mode refuses though it stood on the primary: an ENUM's error value. */
    static String lenient() {
        return "SET sql_mode = '" + RELAXED + "'";
    }
}
