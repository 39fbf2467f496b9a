package dev.understudy.recovery.sql;

import dev.understudy.recovery.sql.TableShape.Column;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The texts that the connector's converter makes of bytes ({@code dev.understudy.connect.value.CarriedText}): the text whose
 * UTF-8 they are, or a zero character and their base64. Pure.
 */
final class Carried {

    private static final char BYTES = '\0';

    private Carried() {}

    static boolean isBytes(String carried) {
        return !carried.isEmpty() && carried.charAt(0) == BYTES;
    }

    /** The bytes as they stood in the binlog. */
    static byte[] bytes(Column column, String carried) {
        if (!isBytes(carried)) {
            return carried.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(carried.substring(1));
        } catch (IllegalArgumentException e) {
            throw Unfaithful.form(column, carried.substring(1));
        }
    }
}
