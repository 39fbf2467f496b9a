package dev.understudy.recovery.sql;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a MySQL document holds and JSON does not know. Numbers and times have literals; for the rest a column of the very type is
 * made out of nothing by JSON_TABLE, whose value then goes into the document as such a column's does. Pure.
 */
final class OpaqueJson {

    /** Columns that are needed: what they are made of, and as what they are declared. */
    private final List<String> values = new ArrayList<>();

    private final List<String> columns = new ArrayList<>();

    private static final int DIGITS_IN_FOUR_BYTES = 9;
    private static final int MOST_DIGITS = 65;
    /** The two types, the length, and precision and scale. */
    private static final int DECIMAL_HEAD = 5;

    private static final Pattern SHOWN = Pattern.compile("base64:type(\\d+):(.*)", Pattern.DOTALL);
    private static final int[] BYTES_FOR_DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    /**
     * @param type the server's number for the type of the column that the value came from
     * @param data its bytes, little-endian
     * @throws UnsupportedOperationException for a type that no column gives a document
     */
    String sql(int type, ByteBuffer data) {
        return switch (type) {
            case 246 -> decimal(data);
            case 10 -> "DATE" + Literals.of(date(data.getLong(0)));
            case 12 -> "TIMESTAMP" + Literals.of(dateTime(data.getLong(0)));
            case 7 -> typed(Literals.of(dateTime(data.getLong(0))), "TIMESTAMP(6)");
            case 11 -> "TIME" + Literals.of(time(data.getLong(0)));
            case 16 -> typed(new BigInteger(1, bytes(data)).toString(), "BIT(" + 8 * data.remaining() + ")");
            case 15 -> typed(hex(data), "VARBINARY(" + Math.max(1, data.remaining()) + ")");
            case 249 -> typed(hex(data), "TINYBLOB");
            case 250 -> typed(hex(data), "MEDIUMBLOB");
            case 251 -> typed(hex(data), "LONGBLOB");
            case 252 -> typed(hex(data), "BLOB");
            case 254 -> typed(hex(data), "BINARY(" + data.remaining() + ")");
            default -> throw new UnsupportedOperationException("an opaque value of type " + type);
        };
    }

    private String typed(String value, String type) {
        String name = "t" + columns.size();
        columns.add(name + " " + type + " PATH '$[" + values.size() + "]' ERROR ON ERROR");
        values.add(value);
        return "o." + name;
    }

    /** Makes the columns known to a document. A column's value loses its type where it comes out of a query by itself. */
    String around(String document) {
        return columns.isEmpty()
                ? document
                : "(SELECT " + document + " FROM JSON_TABLE(JSON_ARRAY(" + String.join(", ", values)
                        + "), '$' COLUMNS (" + String.join(", ", columns) + ")) o)";
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }

    private static String hex(ByteBuffer data) {
        return data.remaining() == 0 ? "x''" : Literals.of(bytes(data));
    }

    /** Two bytes of precision and scale, then the digits in groups of nine as the server packs them. */
    private static String decimal(ByteBuffer data) {
        int precision = data.get(0);
        int scale = data.get(1);
        byte[] packed = new byte[data.remaining() - 2];
        data.duplicate().position(2).get(packed);
        boolean negative = packed[0] >= 0;
        packed[0] ^= (byte) 0x80;
        if (negative) {
            for (int i = 0; i < packed.length; i++) {
                packed[i] = (byte) ~packed[i];
            }
        }
        StringBuilder text = new StringBuilder(negative ? "-" : "");
        int whole = precision - scale;
        int at = digits(text, packed, 0, whole % DIGITS_IN_FOUR_BYTES);
        for (int i = 0; i < whole / DIGITS_IN_FOUR_BYTES; i++) {
            at = digits(text, packed, at, DIGITS_IN_FOUR_BYTES);
        }
        text.append('.');
        for (int i = 0; i < scale / DIGITS_IN_FOUR_BYTES; i++) {
            at = digits(text, packed, at, DIGITS_IN_FOUR_BYTES);
        }
        digits(text, packed, at, scale % DIGITS_IN_FOUR_BYTES);
        // Written as a number it has as many digits as are written; what was cast or comes from a column has whole
        // groups.
        return whole % DIGITS_IN_FOUR_BYTES != 0 || whole == 0
                ? text.toString()
                : cast(text.toString(), precision, scale);
    }

    private static String cast(String digits, int precision, int scale) {
        return "CAST('" + digits + "' AS DECIMAL(" + Math.min(MOST_DIGITS, precision) + "," + scale + "))";
    }

    /**
     * A value that is known by what the server shows of it.
     *
     * @param type what JSON_TYPE says
     * @param text as the document's text has it
     * @param size what JSON_STORAGE_SIZE says; of a DECIMAL only
     * @throws UnsupportedOperationException for a type that is not known here
     */
    String sql(String type, String text, int size) {
        return switch (type) {
            case "DATE", "TIME" -> type + Literals.of(text);
            case "DATETIME" -> "TIMESTAMP" + Literals.of(text);
            case "TIMESTAMP" -> typed(Literals.of(text), "TIMESTAMP(6)");
            case "DECIMAL" -> decimal(text, size);
            case "BLOB", "BIT", "OPAQUE" -> {
                Matcher shown = SHOWN.matcher(text);
                if (!shown.matches()) {
                    throw new UnsupportedOperationException("a " + type + " that is shown as " + text);
                }
                yield sql(
                        Integer.parseInt(shown.group(1)),
                        ByteBuffer.wrap(Base64.getMimeDecoder().decode(shown.group(2)))
                                .order(ByteOrder.LITTLE_ENDIAN));
            }
            default -> throw new UnsupportedOperationException("a value of type " + type);
        };
    }

    /** The text does not tell the zeros before the digits that are stored with it; its size does. */
    private static String decimal(String text, int size) {
        int point = text.indexOf('.');
        int scale = point < 0 ? 0 : text.length() - point - 1;
        String sign = text.startsWith("-") ? "-" : "";
        String whole = text.substring(sign.length(), point < 0 ? text.length() : point);
        int stored = size - DECIMAL_HEAD - packed(scale);
        if (stored == 0 && whole.equals("0")) {
            return sign + text.substring(point);
        }
        boolean fits = stored == packed(whole.length()) && whole.length() % DIGITS_IN_FOUR_BYTES != 0;
        if (!fits && stored % 4 == 0) {
            return cast(text, Math.max(DIGITS_IN_FOUR_BYTES * (stored / 4), whole.length()) + scale, scale);
        }
        String zeros = "";
        while (packed(zeros.length() + whole.length()) < stored) {
            zeros += "0";
        }
        return sign + zeros + whole + (point < 0 ? "." : text.substring(point));
    }

    private static int packed(int digits) {
        return digits / DIGITS_IN_FOUR_BYTES * 4 + BYTES_FOR_DIGITS[digits % DIGITS_IN_FOUR_BYTES];
    }

    private static int digits(StringBuilder text, byte[] packed, int at, int count) {
        int bytes = BYTES_FOR_DIGITS[count];
        if (count > 0) {
            int group = 0;
            for (int i = 0; i < bytes; i++) {
                group = group << 8 | packed[at + i] & 0xFF;
            }
            text.append(String.format(Locale.ROOT, "%0" + count + "d", group));
        }
        return at + bytes;
    }

    private static String date(long packed) {
        long days = packed >> 41;
        long months = days >> 5;
        return String.format(Locale.ROOT, "%04d-%02d-%02d", months / 13, months % 13, days & 31);
    }

    private static String dateTime(long packed) {
        return date(packed) + " " + clock(packed >> 24 & 0x1FFFF, packed & 0xFFFFFF);
    }

    private static String time(long packed) {
        long size = Math.abs(packed);
        return (packed < 0 ? "-" : "") + clock(size >> 24, size & 0xFFFFFF);
    }

    private static String clock(long packed, long micros) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d.%06d", packed >> 12 & 1023, packed >> 6 & 63, packed & 63, micros);
    }
}
