package dev.understudy.connect.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
 * @param unread the code at which the reading ended, since it is not known how long its value is; -1 where all was read
 */
public record StatusVariables(
        Map<Variable, Long> numbers, String timeZone, List<Integer> collations, int microseconds, int unread) {

    /** Nothing is known. */
    public static final StatusVariables NONE = new StatusVariables(Map.of(), "", List.of(), -1, -1);

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
        return new Reading(block).all();
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
        return new StatusVariables(others, timeZone, collations, microseconds, unread);
    }

    /** One block, from its beginning. */
    private static final class Reading {

        /** Names of schemata: so many that none is named. */
        private static final int TOO_MANY = 254;

        /** The flags of MariaDB's ALTER in two phases with which a number comes. */
        private static final int ENDS_ALTER = 4 | 8;

        private final ByteBuffer in;
        private final Map<Variable, Long> numbers = new EnumMap<>(Variable.class);
        private final List<Integer> collations = new ArrayList<>();
        private String timeZone = "";
        private int microseconds = -1;

        Reading(byte[] block) {
            in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        }

        StatusVariables all() {
            int unread = -1;
            while (in.hasRemaining() && unread < 0) {
                int code = in.get() & 0xff;
                try {
                    unread = variable(code) || mariadb(code) ? -1 : code;
                } catch (BufferUnderflowException e) {
                    unread = code;
                }
            }
            if (unread < 0 && numbers.containsKey(Variable.SQL_MODE)) {
                // Logged only where they are not what they usually are.
                numbers.putIfAbsent(Variable.AUTO_INCREMENT_INCREMENT, 1L);
                numbers.putIfAbsent(Variable.AUTO_INCREMENT_OFFSET, 1L);
            }
            return new StatusVariables(numbers, timeZone, collations, microseconds, unread);
        }

        /** What both engines have, and what MySQL has beyond that. */
        private boolean variable(int code) {
            switch (code) {
                case 0 -> skip(4); // flags: what they say is the replay's own concern, such as foreign_key_checks
                case 1 -> numbers.put(Variable.SQL_MODE, in.getLong());
                case 2 -> skip(length() + 1); // the catalog, of old
                case 3 -> {
                    number(Variable.AUTO_INCREMENT_INCREMENT);
                    number(Variable.AUTO_INCREMENT_OFFSET);
                }
                case 4 -> {
                    number(Variable.CHARACTER_SET_CLIENT);
                    number(Variable.COLLATION_CONNECTION);
                    number(Variable.COLLATION_SERVER);
                }
                case 5 -> timeZone = text(length());
                case 6 -> skip(length()); // the catalog
                case 7 -> number(Variable.LC_TIME_NAMES);
                case 8 -> number(Variable.COLLATION_DATABASE);
                case 9, 17 -> skip(8); // tables of an UPDATE; the number of the DDL's transaction
                case 10 -> skip(4); // an older event's length
                case 11 -> {
                    skip(length()); // the invoker, and its host
                    skip(length());
                }
                case 12 -> names(length());
                case 13 -> microseconds();
                case 16 -> flag(Variable.EXPLICIT_DEFAULTS_FOR_TIMESTAMP);
                case 18 -> number(Variable.DEFAULT_COLLATION_FOR_UTF8MB4);
                case 19 -> flag(Variable.SQL_REQUIRE_PRIMARY_KEY);
                case 20 -> flag(Variable.DEFAULT_TABLE_ENCRYPTION);
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean mariadb(int code) {
            switch (code) {
                case 128 -> microseconds();
                case 129 -> skip(8); // the number of the DDL's transaction
                case 130 -> skip((length() & ENDS_ALTER) == 0 ? 0 : 8);
                case 131 -> {
                    for (int left = length(); left > 0; left--) {
                        skip(2); // the character set: its collation says it as well
                        collations.add(in.getShort() & 0xffff);
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private int length() {
            return in.get() & 0xff;
        }

        private void number(Variable variable) {
            numbers.put(variable, (long) (in.getShort() & 0xffff));
        }

        private void flag(Variable variable) {
            numbers.put(variable, (long) (in.get() & 0xff));
        }

        private void microseconds() {
            microseconds = (in.getShort() & 0xffff) | (in.get() & 0xff) << 16;
        }

        private void names(int count) {
            for (int left = count == TOO_MANY ? 0 : count; left > 0; left--) {
                while (in.get() != 0) {
                    // To the end of the name.
                }
            }
        }

        private String text(int length) {
            byte[] bytes = new byte[length];
            in.get(bytes);
            return new String(bytes, UTF_8);
        }

        private void skip(int bytes) {
            if (in.remaining() < bytes) {
                throw new BufferUnderflowException();
            }
            in.position(in.position() + bytes);
        }
    }
}
