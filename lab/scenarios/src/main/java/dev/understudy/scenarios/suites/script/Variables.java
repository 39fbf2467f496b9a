package dev.understudy.scenarios.suites.script;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file's variables, {@code $name}; what was never set is empty. Not thread-safe. */
final class Variables {

    private static final Pattern NAME = Pattern.compile("(\\\\?)\\$(\\{)?([A-Za-z_0-9]+)(}?)");

    private final Map<String, String> values = new HashMap<>();

    Variables(Map<String, String> first) {
        values.putAll(first);
    }

    String get(String name) {
        return values.getOrDefault(plain(name), "");
    }

    void set(String name, String value) {
        values.put(plain(name), value);
    }

    void add(String name, long step) {
        set(name, Long.toString(number(get(name)) + step));
    }

    /** The text with each variable's value in its place; {@code \$} is a dollar sign. */
    String fill(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return NAME.matcher(text).replaceAll(match -> {
            if (!match.group(1).isEmpty()) {
                return Matcher.quoteReplacement(match.group().substring(1));
            }
            String brace = match.group(2) == null ? match.group(4) : "";
            return Matcher.quoteReplacement(get(match.group(3)) + brace);
        });
    }

    /** As the language takes it: 0 where it is none. */
    static long number(String text) {
        Matcher digits = Pattern.compile("\\s*(-?\\d{1,18})").matcher(text);
        return digits.lookingAt() ? Long.parseLong(digits.group(1)) : 0;
    }

    private static String plain(String name) {
        String bare = name.strip();
        return bare.startsWith("$") ? bare.substring(1) : bare;
    }
}
