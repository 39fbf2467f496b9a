package dev.understudy.connect.statement;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a Query event says about the session: its status variables, of both engines, whose codes do not collide. Pure.
 *
 * @param numbers the session's variables, as numbers: modes as bits, character sets and collations by their id; what the event
 *     does not say is missing
 * @param timeZone empty where the event does not say it
 * @param collations the collations of MariaDB's {@code character_set_collations}, by their id; empty where there are none
 * @param microseconds the fraction of the statement's time; -1 where the event does not say it
 * @param flags the session's flags as the event has them, in which MariaDB has some variables ({@link #EXPLICIT_TIMESTAMPS} and {@link
 *     #IF_EXISTS}); 0 where the event does not say them
 * @param unread the code at which the reading ended, since it is not known how long its value is; -1 where all was read
 */
public record StatusVariables(
        Map<Variable, Long> numbers,
        String timeZone,
        List<Integer> collations,
        int microseconds,
        int flags,
        int unread) {

    /** MariaDB's {@code explicit_defaults_for_timestamp}, among the flags. */
    public static final int EXPLICIT_TIMESTAMPS = 1 << 24;

    /** MariaDB's {@code sql_if_exists}, among the flags. */
    public static final int IF_EXISTS = 1 << 28;

    /** Nothing is known. */
    public static final StatusVariables NONE = new StatusVariables(Map.of(), "", List.of(), -1, 0, -1);

    /** A variable of a session; its name in lower case is the server's name for it. */
    public enum Variable {
        SQL_MODE,
        AUTO_INCREMENT_INCREMENT,
        AUTO_INCREMENT_OFFSET,
        CHARACTER_SET_CLIENT,
        COLLATION_CONNECTION,
        COLLATION_SERVER,
        COLLATION_DATABASE,
        LC_TIME_NAMES,
        /** MySQL's. */
        EXPLICIT_DEFAULTS_FOR_TIMESTAMP,
        /** MySQL's. */
        DEFAULT_COLLATION_FOR_UTF8MB4,
        /** MySQL's. */
        SQL_REQUIRE_PRIMARY_KEY,
        /** MySQL's. */
        DEFAULT_TABLE_ENCRYPTION
    }

    public StatusVariables {
        // In the order of the enumeration, so that what is made of it is always the same.
        EnumMap<Variable, Long> ordered = new EnumMap<>(Variable.class);
        ordered.putAll(numbers);
        numbers = Collections.unmodifiableMap(ordered);
        collations = List.copyOf(collations);
    }

    /**
     * @param block the status variables of a Query event
     */
    public static StatusVariables of(byte[] block) {
        return new StatusBlock(block).read();
    }

    /** Whether a session is known at all: each Query event of either engine has its mode. */
    public boolean isKnown() {
        return numbers.containsKey(Variable.SQL_MODE);
    }

    /** The id of the character set that the statement's bytes are in, or of one of its collations; -1 if unknown. */
    public int clientCharacterSet() {
        return Math.toIntExact(numbers.getOrDefault(Variable.CHARACTER_SET_CLIENT, -1L));
    }

    /** The same, of a statement that is sent in UTF-8. */
    StatusVariables ofAnotherClient() {
        Map<Variable, Long> others = new EnumMap<>(Variable.class);
        others.putAll(numbers);
        others.remove(Variable.CHARACTER_SET_CLIENT);
        return new StatusVariables(others, timeZone, collations, microseconds, flags, unread);
    }
}
