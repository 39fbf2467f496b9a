package dev.understudy.recovery.divergence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a row event as text, as the server would show it; what is no text is {@code 0x} and its bytes. Times are UTC. Pure. */
final class CellText {

    /** What the reader of events makes of a date that is none. */
    private static final long NO_DATE = Long.MIN_VALUE;

    private static final long MICROS = 1_000_000;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Map<String, Charset> CHARSETS = Map.of(
            "utf8mb4", UTF_8,
            "utf8mb3", UTF_8,
            "utf8", UTF_8,
            "ascii", UTF_8,
            // The servers' latin1 is Windows' code page.
            "latin1", Charset.forName("windows-1252"));

    private CellText() {}

    static @Nullable String of(Column column, @Nullable Serializable value) {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes(column, bytes);
        }
        if (value instanceof BitSet bits) {
            return bits(bits);
        }
        if (value instanceof Number number && !(value instanceof Float) && !(value instanceof Double)) {
            return number(column, number);
        }
        return String.valueOf(value);
    }

    private static String number(Column column, Number value) {
        long whole = value.longValue();
        return switch (column.type()) {
            case "tinyint" -> unsigned(column, whole, 0xFF);
            case "smallint" -> unsigned(column, whole, 0xFFFF);
            case "mediumint" -> unsigned(column, whole, 0xFF_FFFF);
            case "int" -> unsigned(column, whole, 0xFFFF_FFFFL);
            case "bigint" -> column.isUnsigned() ? Long.toUnsignedString(whole) : Long.toString(whole);
            case "enum" -> member(column.members(), whole);
            case "set" -> members(column.members(), whole);
            case "date" -> whole == NO_DATE ? "0000-00-00" : at(whole).format(DAY);
            case "datetime", "timestamp" ->
                whole == NO_DATE ? "0000-00-00 00:00:00" : at(whole).format(SECOND) + fraction(whole);
            case "time" -> time(whole);
            default -> String.valueOf(value);
        };
    }

    private static String unsigned(Column column, long value, long mask) {
        return Long.toString(column.isUnsigned() ? value & mask : value);
    }

    private static String member(List<String> members, long index) {
        return index > 0 && index <= members.size() ? members.get((int) index - 1) : "";
    }

    private static String members(List<String> members, long mask) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if ((mask >> i & 1) == 1) {
                chosen.add(members.get(i));
            }
        }
        return String.join(",", chosen);
    }

    private static LocalDateTime at(long micros) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    private static String fraction(long micros) {
        long fraction = Math.floorMod(micros, MICROS);
        return fraction == 0 ? "" : String.format(Locale.ROOT, ".%06d", fraction);
    }

    private static String time(long micros) {
        long seconds = Math.abs(micros) / MICROS;
        return String.format(
                        Locale.ROOT,
                        "%s%02d:%02d:%02d",
                        micros < 0 ? "-" : "",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                + fraction(Math.abs(micros));
    }

    private static String bits(BitSet bits) {
        StringBuilder text = new StringBuilder();
        for (int i = bits.length() - 1; i >= 0; i--) {
            text.append(bits.get(i) ? '1' : '0');
        }
        return "b'" + text + "'";
    }

    private static String bytes(Column column, byte[] bytes) {
        if (column.type().equals("json")) {
            try {
                return JsonBinary.parseAsString(bytes);
            } catch (IOException | RuntimeException e) {
                return hex(bytes);
            }
        }
        if (column.charset() == null) {
            return hex(bytes);
        }
        Charset charset = CHARSETS.get(column.charset());
        if (charset != null) {
            return new String(bytes, charset);
        }
        return isAscii(bytes) ? new String(bytes, ISO_8859_1) : hex(bytes);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            // A negative one is beyond 127.
            if (each < 0x20) {
                return false;
            }
        }
        return true;
    }

    static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
