package dev.understudy.connect.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.connect.statement.StatusVariables.Variable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The status variables of one Query event, read once from the beginning; the codes and lengths are those of the servers. */
final class StatusBlock {

    /** Names of schemata: so many that none is named. */
    private static final int TOO_MANY = 254;

    /** The flags of MariaDB's ALTER in two phases with which a number comes. */
    private static final int ENDS_ALTER = 4 | 8;

    private final ByteBuffer in;
    private final Map<Variable, Long> numbers = new EnumMap<>(Variable.class);
    private final List<Integer> collations = new ArrayList<>();
    private String timeZone = "";
    private int microseconds = -1;
    private int flags;

    StatusBlock(byte[] block) {
        in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    }

    StatusVariables read() {
        int unread = -1;
        while (in.hasRemaining() && unread < 0) {
            int code = in.get() & 0xff;
            try {
                unread = mysql(code) || mariadb(code) ? -1 : code;
            } catch (BufferUnderflowException e) {
                unread = code;
            }
        }
        if (unread < 0 && numbers.containsKey(Variable.SQL_MODE)) {
            // Logged only where they are not what they usually are.
            numbers.putIfAbsent(Variable.AUTO_INCREMENT_INCREMENT, 1L);
            numbers.putIfAbsent(Variable.AUTO_INCREMENT_OFFSET, 1L);
            numbers.putIfAbsent(Variable.LC_TIME_NAMES, 0L);
        }
        return new StatusVariables(numbers, timeZone, collations, microseconds, flags, unread);
    }

    /** What both engines have, and what MySQL has beyond that. */
    private boolean mysql(int code) {
        switch (code) {
            case 0 -> flags = in.getInt();
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
