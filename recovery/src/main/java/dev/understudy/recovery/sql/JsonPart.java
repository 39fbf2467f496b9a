package dev.understudy.recovery.sql;

import java.util.List;

/**
 * A value within a JSON document: as JSON where its text makes the same value again, else as SQL. Pure.
 *
 * @param content JSON, or SQL that makes what JSON cannot say
 * @param isText whether it is JSON
 */
record JsonPart(String content, boolean isText) {

    static JsonPart text(String json) {
        return new JsonPart(json, true);
    }

    static JsonPart expression(String sql) {
        return new JsonPart(sql, false);
    }

    static JsonPart string(String text) {
        return text(quoted(text));
    }

    /** Of a text, the parser makes a signed number up to 32 bits, and an unsigned one beyond. */
    private static boolean isParsedAsSigned(long number) {
        return number < 0 || number <= 0xFFFF_FFFFL;
    }

    static JsonPart signed(long number) {
        return isParsedAsSigned(number) ? text(Long.toString(number)) : expression("CAST(" + number + " AS SIGNED)");
    }

    /**
     * @param number its 64 bits
     */
    static JsonPart unsigned(long number) {
        String text = Long.toUnsignedString(number);
        return number < 0 || !isParsedAsSigned(number) ? text(text) : expression("CAST(" + text + " AS UNSIGNED)");
    }

    static JsonPart array(List<JsonPart> parts) {
        return together(parts, "[", "]", "JSON_ARRAY(", (part, i) -> part);
    }

    static JsonPart object(List<String> names, List<JsonPart> parts) {
        return parts.stream().allMatch(JsonPart::isText)
                ? together(parts, "{", "}", "", (json, i) -> quoted(names.get(i)) + ": " + json)
                : together(parts, "", "", "JSON_OBJECT(", (sql, i) -> Literals.of(names.get(i)) + ", " + sql);
    }

    /** SQL for it as a whole document. By itself a scalar would be taken for a document's text. */
    String document() {
        return "JSON_EXTRACT(JSON_ARRAY(" + sql() + "), '$[0]')";
    }

    private String sql() {
        return isText ? "CAST(" + Literals.of(content) + " AS JSON)" : content;
    }

    /** Puts the name before a value. */
    @FunctionalInterface
    private interface Named {
        String of(String value, int index);
    }

    private static JsonPart together(List<JsonPart> parts, String open, String close, String function, Named named) {
        boolean isText = parts.stream().allMatch(JsonPart::isText);
        StringBuilder all = new StringBuilder(isText ? open : function);
        for (int i = 0; i < parts.size(); i++) {
            JsonPart part = parts.get(i);
            all.append(i == 0 ? "" : ", ").append(named.of(isText ? part.content() : part.sql(), i));
        }
        all.append(isText ? close : ")");
        return new JsonPart(all.toString(), isText);
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
