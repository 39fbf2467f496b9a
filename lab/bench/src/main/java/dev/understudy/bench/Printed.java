package dev.understudy.bench;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program has printed. */
public record Printed(String program, String text) {

    /**
     * The first group of a pattern.
     *
     * @throws IOException where it is not there
     */
    public String find(Pattern pattern) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException(program + " did not print what was expected (" + pattern + "): "
                    + text.substring(Math.max(0, text.length() - 500)).strip());
        }
        return found.group(1);
    }

    /**
     * The first group of a pattern, as a number.
     *
     * @throws IOException where it is not there
     */
    public double number(Pattern pattern) throws IOException {
        return Double.parseDouble(find(pattern));
    }
}
