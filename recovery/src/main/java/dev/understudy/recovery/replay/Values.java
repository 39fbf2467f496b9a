package dev.understudy.recovery.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recovery.replay.TableShape.Column;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the connector sends for a column into what is bound on the standby, without loss. The forms are those of
 * connect-config: decimals as text, temporal types in microseconds, binary as base64.
 */
final class Values {

    private static final long MICROS = 1_000_000L;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    /** A value of a form that its column's type does not have. */
    static final class Unfaithful extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfaithful(Column column, JsonNode value) {
            super("column " + column.name() + " (" + column.type() + ") came as " + value.getNodeType());
        }
    }

    private Values() {}

    /**
     * @return a string, a number, bytes, or null
     * @throws Unfaithful where the value cannot be carried over as it is
     */
    static @Nullable Object bind(Column column, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
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

    private static Object integer(Column column, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        if (!value.isIntegralNumber()) {
            throw new Unfaithful(column, value);
        }
        BigInteger number = value.bigIntegerValue();
        // The connector reinterprets BIGINT UNSIGNED as a signed 64-bit number.
        return column.unsigned() && number.signum() < 0 ? number.add(TWO_TO_64) : number;
    }

    private static Object number(Column column, JsonNode value) {
        if (!value.isNumber()) {
            throw new Unfaithful(column, value);
        }
        return value.doubleValue();
    }

    private static Object date(Column column, JsonNode value) {
        return LocalDate.ofEpochDay(whole(column, value)).toString();
    }

    private static Object time(Column column, JsonNode value) {
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

    private static Object dateTime(Column column, JsonNode value) {
        long micros = whole(column, value);
        LocalDateTime seconds = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), 0, ZoneOffset.UTC);
        return SECONDS.format(seconds) + String.format(Locale.ROOT, ".%06d", Math.floorMod(micros, MICROS));
    }

    private static Object timestamp(Column column, JsonNode value) {
        if (!value.isTextual() || !value.textValue().endsWith("Z")) {
            throw new Unfaithful(column, value);
        }
        return value.textValue().replace('T', ' ').replace("Z", "");
    }

    /** Little-endian bytes, bound as the number that they are. */
    private static Object bit(Column column, JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        byte[] little = bytes(column, value);
        byte[] big = new byte[little.length];
        for (int i = 0; i < little.length; i++) {
            big[big.length - 1 - i] = little[i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] bytes(Column column, JsonNode value) {
        if (!value.isTextual()) {
            throw new Unfaithful(column, value);
        }
        return Base64.getDecoder().decode(value.textValue());
    }

    /** The servers' own form of a geometry: four bytes of SRID, little-endian, then WKB. No axis is swapped on the way. */
    private static Object geometry(Column column, JsonNode value) {
        if (!value.path("wkb").isTextual()) {
            throw new Unfaithful(column, value);
        }
        byte[] wkb = Base64.getDecoder().decode(value.path("wkb").textValue());
        return ByteBuffer.allocate(4 + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value.path("srid").asInt(0))
                .put(wkb)
                .array();
    }

    private static Object text(Column column, JsonNode value) {
        if (value.isContainerNode()) {
            throw new Unfaithful(column, value);
        }
        return value.asText();
    }

    private static long whole(Column column, JsonNode value) {
        if (!value.isIntegralNumber()) {
            throw new Unfaithful(column, value);
        }
        return value.longValue();
    }
}
