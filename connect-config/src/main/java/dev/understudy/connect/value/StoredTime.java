package dev.understudy.connect.value;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Dates and times as the binlog packs them. Those that Java has come as Debezium's own converters like them, so that a connector
 * without ours is not troubled; all others as an {@link ImpossibleDate}. Pure.
 */
public final class StoredTime {

    private static final long SIGN = 0x800000L;

    private StoredTime() {}

    /**
     * @param packed 15 bits of year, 4 of month, 5 of day
     */
    public static Serializable date(int packed) {
        return date(packed >> 9, packed >> 5 & 15, packed & 31);
    }

    private static Serializable date(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return new ImpossibleDate(String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day));
        }
    }

    /**
     * @param packed a bit for the sign, 17 bits of year times 13 and month, 5 of day, 5 of hour, 6 of minute, 6 of second
     * @param micros the fraction
     */
    public static Serializable dateTime(long packed, int micros) {
        int yearAndMonth = bits(packed, 22, 17);
        return dateTime(
                yearAndMonth / 13,
                yearAndMonth % 13,
                bits(packed, 17, 5),
                new int[] {bits(packed, 12, 5), bits(packed, 6, 6), bits(packed, 0, 6)},
                micros);
    }

    /**
     * The form of before fractions: the decimal digits of the text without its signs.
     *
     * @param digits such as 20240229235959
     */
    public static Serializable dateTime(long digits) {
        int date = (int) (digits / 1_000_000);
        int time = (int) (digits % 1_000_000);
        return dateTime(
                date / 10_000,
                date / 100 % 100,
                date % 100,
                new int[] {time / 10_000, time / 100 % 100, time % 100},
                0);
    }

    private static Serializable dateTime(int year, int month, int day, int[] clock, int micros) {
        Serializable date = date(year, month, day);
        if (date instanceof LocalDate possible) {
            return possible.atTime(clock[0], clock[1], clock[2], micros * 1000);
        }
        String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
        return new ImpossibleDate(
                String.format(Locale.ROOT, "%s %02d:%02d:%02d%s", date, clock[0], clock[1], clock[2], fraction));
    }

    /**
     * @param seconds since 1970 in UTC; with no fraction, 0 is the zero date
     */
    public static Serializable timestamp(long seconds, int micros) {
        return seconds == 0 && micros == 0
                ? new ImpossibleDate("0000-00-00 00:00:00")
                : LocalDateTime.ofEpochSecond(seconds, micros * 1000, ZoneOffset.UTC)
                        .atZone(ZoneOffset.UTC);
    }

    /**
     * @param packed a bit for the sign, one unused, 10 bits of hour, 6 of minute, 6 of second; with the fraction behind it one
     *     number, of which the negative ones are the complement
     * @param fraction the bytes behind it, as a number
     * @param fractionBytes how many: 0 to 3, two digits each
     */
    public static Duration time(long packed, int fraction, int fractionBytes) {
        int width = 8 * fractionBytes;
        long whole = (packed << width | fraction) - (SIGN << width);
        long size = Math.abs(whole);
        long clock = size >> width;
        long micros = micros((int) (size & ((1L << width) - 1)), fractionBytes);
        Duration time = Duration.ofSeconds(3600L * bits(clock, 12, 10) + 60L * bits(clock, 6, 6) + bits(clock, 0, 6))
                .plusNanos(1000 * micros);
        return whole < 0 ? time.negated() : time;
    }

    /**
     * The form of before fractions.
     *
     * @param digits such as -8385959
     */
    public static Duration time(int digits) {
        int size = Math.abs(digits);
        Duration time = Duration.ofSeconds(3600L * (size / 10_000) + 60L * (size / 100 % 100) + size % 100);
        return digits < 0 ? time.negated() : time;
    }

    /** A fraction of so many bytes, two digits each, in microseconds. */
    public static int micros(int fraction, int bytes) {
        return switch (bytes) {
            case 0 -> 0;
            case 1 -> fraction * 10_000;
            case 2 -> fraction * 100;
            default -> fraction;
        };
    }

    private static int bits(long value, int from, int count) {
        return (int) (value >> from & (1L << count) - 1);
    }
}
