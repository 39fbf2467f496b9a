package dev.understudy.recovery.sql;

import dev.understudy.recovery.changelog.LargeText;
import dev.understudy.recovery.sql.TableShape.Column;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the log carries of a value into what is bound on the standby, without loss. It is the other half of
 * {@code dev.understudy.connect.value}: that one says what stood in the binlog, the standby's own dictionary what it means.
 */
public final class Values {

    /** What the connector makes of YEAR's own zero, whose range begins at 1901. */
    private static final long YEAR_0 = 1900;

    private Values() {}

    /**
     * @return a string, a number, bytes, an {@link Expression}, a {@link Streamed} value, or null
     * @throws Unfaithful where the value cannot be carried over as it is
     */
    static @Nullable Object bind(Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof LargeText large) {
            return isStreamed(column) ? new Streamed(large) : bind(column, large.text());
        }
        String text = value.toString();
        return switch (column.type()) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> integer(column, text);
            case "enum" -> whole(column, text);
            case "year" -> year(column, text);
            case "float", "double" -> floating(column, text);
            case "decimal" -> plain(column, text, "-.");
            case "date", "time", "datetime", "timestamp" -> plain(column, text, "-.: ");
            case "bit", "set" -> bits(column, text);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> text(column, text);
            case "binary" -> padded(column, Carried.bytes(column, text));
            case "uuid" -> uuid(column, padded(column, Carried.bytes(column, text)));
            case "varbinary",
                    "tinyblob",
                    "blob",
                    "mediumblob",
                    "longblob",
                    "vector",
                    // The servers' own form: four bytes of SRID, little-endian, then WKB. No axis is swapped on the
                    // way.
                    "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" -> Carried.bytes(column, text);
            case "json" -> StoredJson.bind(column, Carried.bytes(column, text));
            default -> throw Unfaithful.form(column, "a type that Understudy does not know");
        };
    }

    /** Whether its bytes are stored as they stood in the binlog; others are looked into. */
    private static boolean isStreamed(Column column) {
        return column.isText() || column.type().endsWith("blob");
    }

    /**
     * Whether a value is one that strict mode refuses: an ENUM's error value, which has the number 0.
     *
     * @param value as it was carried or as it is bound
     */
    static boolean isLenient(Column column, @Nullable Object value) {
        return column.type().equals("enum") && value != null && value.toString().equals("0");
    }

    /** The binlog knows no unsigned numbers: the highest bit came as a sign. */
    private static Object integer(Column column, String text) {
        long number = whole(column, text);
        if (!column.unsigned() || number >= 0) {
            return number;
        }
        int bits = integerBits(column.type());
        return bits == 64 ? new BigInteger(Long.toUnsignedString(number)) : (Object) (number + (1L << bits));
    }

    /**
     * @param type such as {@code int}
     */
    public static int integerBits(String type) {
        return switch (type) {
            case "tinyint" -> 8;
            case "smallint" -> 16;
            case "mediumint" -> 24;
            case "int" -> 32;
            case "bigint" -> 64;
            default -> throw new IllegalArgumentException(type + " is no type of whole numbers");
        };
    }

    private static Long whole(Column column, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Unfaithful.form(column, text);
        }
    }

    private static Object year(Column column, String text) {
        long year = whole(column, text);
        return year == YEAR_0 ? 0L : year;
    }

    private static Object bits(Column column, String text) {
        try {
            return text.startsWith("-")
                    ? new BigInteger(Long.toUnsignedString(Long.parseLong(text)))
                    : new BigInteger(text);
        } catch (NumberFormatException e) {
            throw Unfaithful.form(column, text);
        }
    }

    private static Object floating(Column column, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw Unfaithful.form(column, text);
        }
    }

    /** Digits and these signs, as SQL writes the value. */
    private static Object plain(Column column, String text, String signs) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && signs.indexOf(c) < 0) {
                throw Unfaithful.form(column, text);
            }
        }
        return text;
    }

    /** As a text where the session's character set says the same by the same bytes; else the bytes themselves. */
    private static Object text(Column column, String text) {
        boolean asText = !Carried.isBytes(text) && (column.isUtf8() || (column.isAsciiBased() && isAscii(text)));
        return asText ? text : Carried.bytes(column, text);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String uuid(Column column, byte[] bytes) {
        if (bytes.length != 2 * Long.BYTES) {
            throw Unfaithful.form(column, bytes.length + " bytes");
        }
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        return new UUID(whole.getLong(), whole.getLong()).toString();
    }

    /** The binlog leaves the zeros out that a fixed length ends with. */
    private static byte[] padded(Column column, byte[] bytes) {
        return bytes.length < column.octets() ? Arrays.copyOf(bytes, column.octets()) : bytes;
    }
}
