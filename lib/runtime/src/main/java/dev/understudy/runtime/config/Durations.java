package dev.understudy.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations with units: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 7d}. A bare number is an error. */
public final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    /** Where there is none. */
    private static final String OFF = "off";

    private Durations() {}

    /**
     * @throws IllegalArgumentException where the text is no number with a unit
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a duration needs a unit, such as 250ms, 10s or 5m, not '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /**
     * A duration that may be {@code off}.
     *
     * @param key named in the error
     * @param text null where nothing is given
     * @param otherwise taken for null
     * @return empty for off, and for 0
     * @throws IllegalArgumentException where the text is neither
     */
    public static Optional<Duration> orOff(String key, @Nullable String text, String otherwise) {
        String value = text == null ? otherwise : text;
        if (value.equals(OFF)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(value)).filter(time -> !time.isZero());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage() + ", or off", e);
        }
    }

    static final class Deserializer extends StdDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            try {
                return parse(text == null ? "" : text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, Duration.class, e.getMessage());
            }
        }
    }
}
