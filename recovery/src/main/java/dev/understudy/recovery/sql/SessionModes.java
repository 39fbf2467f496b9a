package dev.understudy.recovery.sql;

import java.util.List;

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

    /** What a statement of DDL is tried with, as SQL, in this order: the first is what it most likely was. */
    public static List<String> ofDdl() {
        return List.of(
                "@@GLOBAL.sql_mode", "''", "'ANSI_QUOTES'", "'NO_BACKSLASH_ESCAPES'", "'PIPES_AS_CONCAT,ANSI_QUOTES'");
    }

    /** The statement for a value that strict mode refuses though it stood on the primary: an ENUM's error value. */
    public static String lenient() {
        return "SET sql_mode = '" + RELAXED + "'";
    }
}
