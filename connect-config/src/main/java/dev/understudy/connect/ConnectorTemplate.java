package dev.understudy.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of this module's resources, with its <code>${placeholders}</code> open. Immutable. */
public final class ConnectorTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private final String name;
    private final String text;
    private final UnaryOperator<String> escape;

    private ConnectorTemplate(String name, UnaryOperator<String> escape) {
        this.name = name;
        this.text = read(name);
        this.escape = escape;
    }

    /**
     * The connector of an engine, as {@code POST /connectors} takes it.
     *
     * @param engine {@code mysql} or {@code mariadb}
     * @throws IllegalArgumentException for any other
     */
    public static ConnectorTemplate connector(String engine) {
        if (!engine.equals("mysql") && !engine.equals("mariadb")) {
            throw new IllegalArgumentException("engine is mysql or mariadb, not '" + engine + "'");
        }
        return new ConnectorTemplate("connectors/" + engine + ".json", ConnectorTemplate::json);
    }

    /** The worker's properties file. */
    public static ConnectorTemplate worker() {
        return new ConnectorTemplate("worker.properties", value -> value.replace("\\", "\\\\"));
    }

    /**
     * The text with every placeholder filled, the values escaped as the format wants them.
     *
     * @throws MissingValueException where one has no value
     */
    public String fill(Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            @Nullable String value = values.get(match.group(1));
            if (value == null) {
                throw new MissingValueException(name, match.group(1));
            }
            return Matcher.quoteReplacement(escape.apply(value));
        });
    }

    private static String json(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String read(String name) {
        try (InputStream in = ConnectorTemplate.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is not in this jar");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
