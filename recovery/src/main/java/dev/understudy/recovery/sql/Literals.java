package dev.understudy.recovery.sql;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values as SQL text, for a session whose character set is utf8mb4 and which takes a backslash as the escape. Pure. */
public final class Literals {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Literals() {}

    public static String of(@Nullable Object value) {
        StringBuilder sql = new StringBuilder();
        append(sql, value);
        return sql.toString();
    }

    static void append(StringBuilder sql, @Nullable Object value) {
        if (value == null) {
            sql.append("NULL");
        } else if (value instanceof String text) {
            quote(sql, text);
        } else if (value instanceof byte[] bytes) {
            hex(sql, bytes);
        } else if (value instanceof Double number) {
            number(sql, number);
        } else if (value instanceof Expression expression) {
            sql.append(expression.sql());
        } else if (value instanceof BigDecimal number) {
            sql.append(number.toPlainString());
        } else {
            sql.append(value);
        }
    }

    private static void quote(StringBuilder sql, String text) {
        sql.append('\'');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escaped = c > '\\' ? null : escaped(c);
            if (escaped != null) {
                sql.append(text, from, i).append(escaped);
                from = i + 1;
            }
        }
        sql.append(text, from, text.length()).append('\'');
    }

    private static @Nullable String escaped(char c) {
        return switch (c) {
            case '\'' -> "''";
            case '\\' -> "\\\\";
            case 0 -> "\\0";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case 26 -> "\\Z";
            default -> null;
        };
    }

    private static void hex(StringBuilder sql, byte[] bytes) {
        if (bytes.length == 0) {
            sql.append("''");
            return;
        }
        sql.append("x'");
        for (byte b : bytes) {
            sql.append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
        }
        sql.append('\'');
    }

    /** With an exponent: without one it would be an exact decimal, whose digits are limited. */
    private static void number(StringBuilder sql, Double number) {
        String text = number.toString();
        sql.append(text);
        if (text.indexOf('E') < 0) {
            sql.append("E0");
        }
    }
}
