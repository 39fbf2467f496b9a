package dev.understudy.recovery.sql;

import dev.understudy.recovery.sql.TableShape.Column;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the connector sends for a column into what is bound on the standby, without loss. The forms are those of
 * connect-config: decimals as text, temporal types in microseconds, binary as base64.
 */
public final class Values {

    private static final long MICROS = 1_000_000L;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);
    /** What the connector makes of YEAR's own zero, whose range begins at 1901. */
    private static final long YEAR_0 = 1900;

    /** A value of a form that its column's type does not have. */
    public static final class Unfaithful extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfaithful(Column column, Object value) {
            super("column " + column.name() + " (" + column.type() + ") came as "
                    + value.getClass().getSimpleName());
        }
    }

    private Values() {}

    /**
     * @return a string, a number, bytes, or null
     * @throws Unfaithful where the value cannot be carried over as it is
     */
    static @Nullable Object bind(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (column.type()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> integer(column, value);
            case "float", "double" -> number(column, value);
            case "date" -> date(column, value);
            case "time" -> time(column, value);
            case "datetime" -> dateTime(column, value);
            case "timestamp" -> timestamp(column, value);
            case "bit" -> bit(column, value);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> bytes(column, value);
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> geometry(column, value);
            default -> text(column, value);
        };
    }

    /** Whether a value is one that strict mode refuses: an ENUM's error value. */
    static boolean isLenient(Column column, @Nullable Object bound) {
        return column.type().equals("enum") && "".equals(bound);
    }

    private static Object integer(Column column, Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof BigInteger) {
            return value;
        }
        if (!(value instanceof Long number)) {
            throw new Unfaithful(column, value);
        }
        if (column.type().equals("year") && number == YEAR_0) {
            return 0L;
        }
        // The connector reinterprets BIGINT UNSIGNED as a signed 64-bit number.
        return column.unsigned() && number < 0 ? BigInteger.valueOf(number).add(TWO_TO_64) : value;
    }

    private static Object number(Column column, Object value) {
        if (!(value instanceof Number number)) {
            throw new Unfaithful(column, value);
        }
        return number.doubleValue();
    }

    private static Object date(Column column, Object value) {
        return LocalDate.ofEpochDay(whole(column, value)).toString();
    }

    private static Object time(Column column, Object value) {
        long micros = whole(column, value);
        long size = Math.abs(micros);
        return String.format(
                Locale.ROOT,
                "%s%02d:%02d:%02d.%06d",
                micros < 0 ? "-" : "",
                size / (3600 * MICROS),
                size / (60 * MICROS) % 60,
                size / MICROS % 60,
                size % MICROS);
    }

    private static Object dateTime(Column column, Object value) {
        long micros = whole(column, value);
        LocalDateTime seconds = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), 0, ZoneOffset.UTC);
        return SECONDS.format(seconds) + String.format(Locale.ROOT, ".%06d", Math.floorMod(micros, MICROS));
    }

    private static Object timestamp(Column column, Object value) {
        if (!(value instanceof String text) || !text.endsWith("Z")) {
            throw new Unfaithful(column, value);
        }
        return text.replace('T', ' ').replace("Z", "");
    }

    /** Little-endian bytes, bound as the number that they are. */
    private static Object bit(Column column, Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        byte[] little = bytes(column, value);
        byte[] big = new byte[little.length];
        for (int i = 0; i < little.length; i++) {
            big[big.length - 1 - i] = little[i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] bytes(Column column, Object value) {
        if (!(value instanceof String text)) {
            throw new Unfaithful(column, value);
        }
        return Base64.getDecoder().decode(text);
    }

    /** The servers' own form of a geometry: four bytes of SRID, little-endian, then WKB. No axis is swapped on the way. */
    private static Object geometry(Column column, Object value) {
        if (!(value instanceof Map<?, ?> geometry) || !(geometry.get("wkb") instanceof String text)) {
            throw new Unfaithful(column, value);
        }
        byte[] wkb = Base64.getDecoder().decode(text);
        return ByteBuffer.allocate(4 + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(geometry.get("srid") instanceof Long srid ? srid.intValue() : 0)
                .put(wkb)
                .array();
    }

    private static Object text(Column column, Object value) {
        if (value instanceof Map || value instanceof List) {
            throw new Unfaithful(column, value);
        }
        return value.toString();
    }

    private static long whole(Column column, Object value) {
        if (!(value instanceof Long number)) {
            throw new Unfaithful(column, value);
        }
        return number;
    }
}
