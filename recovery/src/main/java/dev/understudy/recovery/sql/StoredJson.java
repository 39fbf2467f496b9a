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
            JsonPart whole = stored.value(document[0], 1, 0);
            return whole.isText() ? whole.content() : new Expression(stored.opaque.around(whole.document()));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw Unfaithful.form(column, "a document that ends early");
        } catch (UnsupportedOperationException e) {
            throw Unfaithful.form(column, "a document with " + e.getMessage());
        }
    }

    private JsonPart value(int type, int at, int depth) {
        if (depth > DEEPEST) {
            throw new UnsupportedOperationException("more than " + DEEPEST + " levels");
        }
        return switch (type) {
            case 0x00 -> object(at, 2, depth);
            case 0x01 -> object(at, 4, depth);
            case 0x02 -> array(at, 2, depth);
            case 0x03 -> array(at, 4, depth);
            case 0x04 -> JsonPart.text(literal(document.get(at)));
            case 0x05 -> JsonPart.signed(document.getShort(at));
            case 0x06 -> JsonPart.unsigned(document.getShort(at) & 0xFFFF);
            case 0x07 -> JsonPart.signed(document.getInt(at));
            case 0x08 -> JsonPart.unsigned(document.getInt(at) & 0xFFFF_FFFFL);
            case 0x09 -> JsonPart.signed(document.getLong(at));
            case 0x0a -> JsonPart.unsigned(document.getLong(at));
            case 0x0b -> JsonPart.text(Double.toString(document.getDouble(at)));
            case 0x0c -> JsonPart.string(string(at));
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

    private JsonPart array(int at, int width, int depth) {
        int count = number(at, width);
        List<JsonPart> parts = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            parts.add(entry(at, at + 2 * width + i * (1 + width), width, depth));
        }
        return JsonPart.array(parts);
    }

    private JsonPart object(int at, int width, int depth) {
        int count = number(at, width);
        int keys = at + 2 * width;
        int values = keys + count * (width + 2);
        List<JsonPart> parts = new ArrayList<>(Math.min(count, 1024));
        List<String> names = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            int key = keys + i * (width + 2);
            names.add(utf8(at + number(key, width), document.getShort(key + width) & 0xFFFF));
            parts.add(entry(at, values + i * (1 + width), width, depth));
        }
        return JsonPart.object(names, parts);
    }

    /** Small values stand in the place of the offset of larger ones. */
    private JsonPart entry(int container, int at, int width, int depth) {
        int type = document.get(at);
        boolean inPlace = type == 4 || type == 5 || type == 6 || (width == 4 && (type == 7 || type == 8));
        return value(type, inPlace ? at + 1 : container + number(at + 1, width), depth + 1);
    }

    private int number(int at, int width) {
        return width == 2 ? document.getShort(at) & 0xFFFF : document.getInt(at);
    }

    private JsonPart opaque(int at) {
        int type = document.get(at) & 0xFF;
        Length length = length(at + 1);
        return JsonPart.expression(
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
}
