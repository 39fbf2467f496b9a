package dev.understudy.recovery.verify.digest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Types that are brought to text, and back to SQL, in the same way. */
enum Family {
    /** Shown exactly, and written again as it is shown. */
    NUMBER(true),
    /** Shown exactly once it is widened; no sure key, since a literal may be read as a neighbour. */
    FLOATING(false),
    /** Held as a number, shown as something else; an index runs by the number. */
    BITS(true),
    ENUMERATED(true),
    /** As an ENUM, but for the many numbers. */
    SET(false),
    TEMPORAL(true),
    /** MariaDB's UUID, INET4 and INET6. */
    ADDRESS(true),
    BYTES(true),
    TEXT(true),
    /** Everything that is long, and whatever a server may come up with: its bytes. */
    LONG(false);

    private final boolean ordered;

    Family(boolean ordered) {
        this.ordered = ordered;
    }

    /** Whether a chunk may begin and end at such a value. */
    boolean ordered() {
        return ordered;
    }

    static Family of(String type, @Nullable String charset) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year" -> NUMBER;
            case "float", "double" -> FLOATING;
            case "bit" -> BITS;
            case "enum" -> ENUMERATED;
            case "set" -> SET;
            case "date", "time", "datetime", "timestamp" -> TEMPORAL;
            case "uuid", "inet4", "inet6" -> ADDRESS;
            case "binary", "varbinary" -> BYTES;
            case "char", "varchar" -> charset == null ? LONG : TEXT;
            default -> LONG;
        };
    }
}
