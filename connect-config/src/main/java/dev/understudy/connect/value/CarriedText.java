package dev.understudy.connect.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.BitSet;

/**
 * A value of the binlog as a text, and nothing of it lost:
 *
 * <ul>
 *   <li>bytes (text of any character set, binary, geometry, JSON) as the text whose UTF-8 they are; or, where they are no UTF-8
 *       or hold control characters, as {@link #BYTES} and their base64;
 *   <li>whole numbers with the sign that their bits have, since the binlog knows no unsigned ones; BIT without one;
 *   <li>FLOAT widened to a DOUBLE, which is exact: its own short form would be rounded twice when it is read;
 *   <li>dates and times as SQL writes them, TIMESTAMP in UTC, the fraction left out where it is zero.
 * </ul>
 *
 * Pure.
 */
public final class CarriedText {

    /** Begins a text that is no text. No other begins with it. */
    static final char BYTES = '\0';
    /** After {@link #BYTES}: a value of a Java type that is not known here. No base64 begins with it. */
    static final char UNKNOWN = '?';

    private static final char REPLACEMENT = '\uFFFD';
    private static final long MICROS = 1_000_000L;

    private CarriedText() {}

    /**
     * @param value as the connector reads it from the binlog
     */
    public static String of(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return value.toString();
        }
        if (value instanceof byte[] bytes) {
            return bytes(bytes);
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return dateTime(time);
        }
        if (value instanceof ZonedDateTime time) {
            return dateTime(time.toLocalDateTime());
        }
        if (value instanceof LocalDate || value instanceof ImpossibleDate) {
            return value.toString();
        }
        if (value instanceof Duration time) {
            return time(time);
        }
        if (value instanceof Float number) {
            return Double.toString(number.doubleValue());
        }
        if (value instanceof Double) {
            return value.toString();
        }
        if (value instanceof Year year) {
            return Integer.toString(year.getValue());
        }
        if (value instanceof BitSet bits) {
            return bits(bits);
        }
        if (value instanceof String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }
        // An exception here would make Debezium leave the value out with a warning: a reader halts instead.
        return "" + BYTES + UNKNOWN + value.getClass().getName();
    }

    private static String bytes(byte[] bytes) {
        boolean isAscii = true;
        for (byte b : bytes) {
            if (b < 0) {
                isAscii = false;
            } else if (b < ' ' && b != '\n' && b != '\t' && b != '\r') {
                return base64(bytes);
            }
        }
        if (isAscii) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return BYTES + Base64.getEncoder().encodeToString(bytes);
    }

    private static String bits(BitSet bits) {
        long[] words = bits.toLongArray();
        return words.length == 0 ? "0" : Long.toUnsignedString(words[0]);
    }

    private static String dateTime(LocalDateTime time) {
        StringBuilder text = new StringBuilder(26).append(time.toLocalDate()).append(' ');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        two(text, time.getSecond());
        return fraction(text, time.getNano() / 1000).toString();
    }

    private static String time(Duration time) {
        long micros = time.getSeconds() * MICROS + time.getNano() / 1000;
        StringBuilder text = new StringBuilder(17);
        if (micros < 0) {
            text.append('-');
            micros = -micros;
        }
        long seconds = micros / MICROS;
        two(text, seconds / 3600).append(':');
        two(text, seconds / 60 % 60).append(':');
        two(text, seconds % 60);
        return fraction(text, micros % MICROS).toString();
    }

    private static StringBuilder two(StringBuilder text, long number) {
        return number < 10 ? text.append('0').append(number) : text.append(number);
    }

    private static StringBuilder fraction(StringBuilder text, long micros) {
        if (micros != 0) {
            text.append('.');
            for (long digit = MICROS / 10; digit > 0; digit /= 10) {
                text.append((char) ('0' + micros / digit % 10));
            }
        }
        return text;
    }
}
