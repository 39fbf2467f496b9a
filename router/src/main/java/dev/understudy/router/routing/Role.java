package dev.understudy.router.routing;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;

/** What a listener's clients want of a cluster. */
public enum Role {
    WRITER,
    READER;

    @JsonCreator
    static Role of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "writer" -> WRITER;
            case "reader" -> READER;
            default -> throw new IllegalArgumentException("role is writer or reader, not '" + text + "'");
        };
    }
}
