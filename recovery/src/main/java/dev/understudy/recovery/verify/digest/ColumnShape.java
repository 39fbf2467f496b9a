package dev.understudy.recovery.verify.digest;

import dev.understudy.recovery.changelog.Change.TableName;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column as both servers must have it before its values can be compared.
 *
 * @param name its name
 * @param type the data type without length: {@code int}, {@code varchar}
 * @param declared the whole type: {@code int(11) unsigned}
 * @param charset of its text; null for none
 * @param collation of its text; null for none
 * @param octets how long a value can be; null where the server does not say
 * @param nullable whether it may hold NULL
 */
public record ColumnShape(
        String name,
        String type,
        String declared,
        @Nullable String charset,
        @Nullable String collation,
        @Nullable Long octets,
        boolean nullable) {

    /** Up to here a value goes into the row's text as it is; a longer one by its own hash, so that no text grows without bound. */
    private static final long SHORT_OCTETS = 512;

    private static final int SHOWN = 60;
    private static final int MOST_LABELS = 100;
    private static final Pattern LABEL = Pattern.compile("'(?:[^']|'')*'");

    private static final Map<String, Charset> READABLE = Map.of(
            "utf8mb4", StandardCharsets.UTF_8,
            "utf8mb3", StandardCharsets.UTF_8,
            "utf8", StandardCharsets.UTF_8,
            "ascii", StandardCharsets.US_ASCII,
            "latin1", StandardCharsets.ISO_8859_1);

    private Family family() {
        return Family.of(type, charset);
    }

    String quoted() {
        return TableName.quote(name);
    }

    /**
     * A text that is the same on two servers only where the value is, as an SQL expression. Text goes by the bytes that are
     * stored, so that no collation has a say; NULL is a letter that no other value begins with.
     */
    String canonical() {
        String exact = exact();
        return nullable ? "IF(" + quoted() + " IS NULL,'N'," + exact + ")" : exact;
    }

    private String exact() {
        return switch (family()) {
            case NUMBER, TEMPORAL -> "CAST(" + quoted() + " AS CHAR)";
            case FLOATING -> "CAST(CAST(" + quoted() + " AS DOUBLE) AS CHAR)";
            case BITS, ENUMERATED, SET -> "CAST(CAST(" + quoted() + " AS UNSIGNED) AS CHAR)";
            case ADDRESS -> "HEX(" + quoted() + ")";
            case BYTES, TEXT, LONG ->
                octets != null && octets <= SHORT_OCTETS ? "HEX(" + quoted() + ")" : "SHA2(" + quoted() + ",256)";
        };
    }

    /** Whether a chunk may begin and end at a value of it. */
    boolean isOrdered() {
        return family().ordered() && !nullable && (family() != Family.ENUMERATED || labels() <= MOST_LABELS);
    }

    /**
     * How a value lies to a key's, as a condition.
     *
     * @param sign one of {@code > >= < <= =}
     */
    String compare(String sign, String keyText) {
        return family() == Family.ENUMERATED && !sign.equals("=")
                ? enumerated(sign, Integer.parseInt(keyText))
                : quoted() + " " + sign + " " + literal(keyText);
    }

    /** Each number by itself: of {@code label > 2} neither server makes a range, of a list both do. */
    private String enumerated(String sign, int number) {
        boolean with = sign.endsWith("=");
        boolean up = sign.startsWith(">");
        int from = up ? with ? number : number + 1 : 0;
        int to = up ? labels() : with ? number : number - 1;
        return from > to
                ? "1 = 0"
                : quoted() + " IN ("
                        + IntStream.rangeClosed(from, to)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(","))
                        + ")";
    }

    /** How many labels are declared: {@code enum('a','it''s')} has two. */
    private int labels() {
        return (int) LABEL.matcher(declared).results().count();
    }

    /** What {@link #literal} makes SQL of again, as an SQL expression. */
    String keyText() {
        return switch (family()) {
            case BYTES, TEXT, LONG -> "HEX(" + quoted() + ")";
            case BITS, ENUMERATED, SET -> "CAST(CAST(" + quoted() + " AS UNSIGNED) AS CHAR)";
            default -> "CAST(" + quoted() + " AS CHAR)";
        };
    }

    /** A value as SQL; compared with the column it is taken by the column's own rules. */
    String literal(String keyText) {
        return switch (family()) {
            case NUMBER, FLOATING, BITS, ENUMERATED, SET -> keyText;
            case TEMPORAL, ADDRESS -> "'" + keyText + "'";
            case BYTES, LONG -> "x'" + keyText + "'";
            case TEXT -> "_" + charset + " x'" + keyText + "'";
        };
    }

    /** A value of a key, for a person. */
    String shown(String keyText) {
        String text = readable(keyText);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private String readable(String keyText) {
        Charset readable = charset == null ? null : READABLE.get(charset.toLowerCase(Locale.ROOT));
        return switch (family()) {
            case TEXT ->
                readable == null
                        ? "x'" + keyText + "'"
                        : "'" + new String(HexFormat.of().parseHex(keyText), readable) + "'";
            case BYTES, LONG -> "x'" + keyText + "'";
            default -> keyText;
        };
    }

    /** The beginning of a value, for a person, as an SQL expression. */
    String preview() {
        String value = family() == Family.LONG || family() == Family.BYTES
                ? "HEX(LEFT(" + quoted() + ",20))"
                : "CONVERT(" + quoted() + " USING utf8mb4)";
        return "CONCAT(" + quote(name + "=") + ",IFNULL(LEFT(" + value + ",40),'NULL'))";
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
