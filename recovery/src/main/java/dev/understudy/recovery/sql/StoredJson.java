package dev.understudy.recovery.sql;

import dev.understudy.recovery.sql.TableShape.Column;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON document as MySQL stores it, and the SQL that makes the same. Its text would do for what JSON knows; but a document may
 * hold a DECIMAL, a DATETIME, bytes or an unsigned number too, which its text shows as something else. Pure.
 */
final class StoredJson {

    private static final int DEEPEST = 100;

    private final ByteBuffer document;
    private final OpaqueJson opaque = new OpaqueJson();

    private StoredJson(byte[] document) {
        this.document = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @return the document's text, or an {@link Expression} where its text would not make the same
     */
    static Object bind(Column column, byte[] document) {
        try {
            if (document.length == 0) {
                return "null";
            }
            StoredJson stored = new StoredJson(document);
            Part whole = stored.value(document[0], 1, 0);
            return whole.isText()
                    ? whole.content()
                    // By itself a scalar would be taken for a document's text.
                    : new Expression(stored.opaque.around("JSON_EXTRACT(JSON_ARRAY(" + whole.sql() + "), '$[0]')"));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw Unfaithful.form(column, "a document that ends early");
        } catch (UnsupportedOperationException e) {
            throw Unfaithful.form(column, "a document with " + e.getMessage());
        }
    }

    /**
     * A value within the document.
     *
     * @param content JSON, or SQL that makes what JSON cannot say
     */
    private record Part(String content, boolean isText) {

        static Part text(String json) {
            return new Part(json, true);
        }

        static Part expression(String sql) {
            return new Part(sql, false);
        }

        String sql() {
            return isText ? "CAST(" + Literals.of(content) + " AS JSON)" : content;
        }
    }

    private Part value(int type, int at, int depth) {
        if (depth > DEEPEST) {
            throw new UnsupportedOperationException("more than " + DEEPEST + " levels");
        }
        return switch (type) {
            case 0x00 -> object(at, 2, depth);
            case 0x01 -> object(at, 4, depth);
            case 0x02 -> array(at, 2, depth);
            case 0x03 -> array(at, 4, depth);
            case 0x04 -> Part.text(literal(document.get(at)));
            case 0x05 -> signed(document.getShort(at));
            case 0x06 -> unsigned(document.getShort(at) & 0xFFFF);
            case 0x07 -> signed(document.getInt(at));
            case 0x08 -> unsigned(document.getInt(at) & 0xFFFF_FFFFL);
            case 0x09 -> signed(document.getLong(at));
            case 0x0a -> unsigned(document.getLong(at));
            case 0x0b -> Part.text(Double.toString(document.getDouble(at)));
            case 0x0c -> Part.text(quoted(string(at)));
            case 0x0f -> opaque(at);
            default -> throw new UnsupportedOperationException("a value of type " + type);
        };
    }

    private static String literal(byte code) {
        return switch (code) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            default -> throw new UnsupportedOperationException("a literal " + code);
        };
    }

    /** Of a text, the parser makes a signed number up to 32 bits, and an unsigned one beyond. */
    private static boolean isParsedAsSigned(long number) {
        return number < 0 || number <= 0xFFFF_FFFFL;
    }

    private static Part signed(long number) {
        return isParsedAsSigned(number)
                ? Part.text(Long.toString(number))
                : Part.expression("CAST(" + number + " AS SIGNED)");
    }

    private static Part unsigned(long number) {
        String text = Long.toUnsignedString(number);
        return number < 0 || !isParsedAsSigned(number)
                ? Part.text(text)
                : Part.expression("CAST(" + text + " AS UNSIGNED)");
    }

    private Part array(int at, int width, int depth) {
        int count = number(at, width);
        List<Part> parts = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            parts.add(entry(at, at + 2 * width + i * (1 + width), width, depth));
        }
        return together(parts, "[", "]", "JSON_ARRAY(", (text, i) -> text);
    }

    private Part object(int at, int width, int depth) {
        int count = number(at, width);
        int keys = at + 2 * width;
        int values = keys + count * (width + 2);
        List<Part> parts = new ArrayList<>(Math.min(count, 1024));
        List<String> names = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            int key = keys + i * (width + 2);
            names.add(utf8(at + number(key, width), document.getShort(key + width) & 0xFFFF));
            parts.add(entry(at, values + i * (1 + width), width, depth));
        }
        return parts.stream().allMatch(Part::isText)
                ? together(parts, "{", "}", "", (text, i) -> quoted(names.get(i)) + ": " + text)
                : together(parts, "", "", "JSON_OBJECT(", (sql, i) -> Literals.of(names.get(i)) + ", " + sql);
    }

    /** Puts the name before a value. */
    @FunctionalInterface
    private interface Named {
        String of(String value, int index);
    }

    private static Part together(List<Part> parts, String open, String close, String function, Named named) {
        boolean isText = parts.stream().allMatch(Part::isText);
        StringBuilder all = new StringBuilder(isText ? open : function);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            all.append(i == 0 ? "" : ", ").append(named.of(isText ? part.content() : part.sql(), i));
        }
        all.append(isText ? close : ")");
        return new Part(all.toString(), isText);
    }

    /** Small values stand in the place of the offset of larger ones. */
    private Part entry(int container, int at, int width, int depth) {
        int type = document.get(at);
        boolean inPlace = type == 4 || type == 5 || type == 6 || (width == 4 && (type == 7 || type == 8));
        return value(type, inPlace ? at + 1 : container + number(at + 1, width), depth + 1);
    }

    private int number(int at, int width) {
        return width == 2 ? document.getShort(at) & 0xFFFF : document.getInt(at);
    }

    private Part opaque(int at) {
        int type = document.get(at) & 0xFF;
        Length length = length(at + 1);
        return Part.expression(
                opaque.sql(type, document.slice(length.next(), length.bytes()).order(ByteOrder.LITTLE_ENDIAN)));
    }

    private String string(int at) {
        Length length = length(at);
        return utf8(length.next(), length.bytes());
    }

    private record Length(int bytes, int next) {}

    /** Seven bits a byte, the lowest first. */
    private Length length(int at) {
        int bytes = 0;
        int next = at;
        int shift = 0;
        byte digit;
        do {
            digit = document.get(next++);
            bytes |= (digit & 0x7F) << shift;
            shift += 7;
        } while (digit < 0 && shift < 35);
        return new Length(bytes, next);
    }

    private String utf8(int at, int length) {
        byte[] bytes = new byte[length];
        document.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
