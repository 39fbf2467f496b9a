package dev.understudy.connect.statement;

/** Steps over the parts of a statement that a parser of SQL does not see, or sees as one. Pure. */
final class Skipping {

    private Skipping() {}

    /**
     * Over one blank character, or one comment that a server does not carry out.
     *
     * @return where it ends; {@code at} where there is none
     */
    static int blank(String sql, int at) {
        if (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            return at + 1;
        }
        return sql.startsWith("/*!", at) || sql.startsWith("/*M!", at) ? at : comment(sql, at);
    }

    /**
     * What stands behind the last part that Debezium's parser sees: to it, what only some versions carry out is a comment too.
     *
     * @param backslashEscapes whether a backslash in a text hides what follows it
     */
    static String behindAll(String sql, boolean backslashEscapes) {
        int end = 0;
        for (int at = 0; at < sql.length(); ) {
            char c = sql.charAt(at);
            int next = comment(sql, at);
            if (next == at && (c == '\'' || c == '"' || c == '`')) {
                next = quoted(sql, at, backslashEscapes && c != '`');
                end = next;
            } else if (next == at) {
                next = at + 1;
                end = Character.isWhitespace(c) ? end : next;
            }
            at = next;
        }
        return sql.substring(end);
    }

    /**
     * Over a comment, a quoted name or text, a word, or one other character.
     *
     * @param backslashEscapes whether a backslash in a text hides what follows it
     */
    static int part(String sql, int at, boolean backslashEscapes) {
        int blank = blank(sql, at);
        if (blank > at) {
            return blank;
        }
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return quoted(sql, at, backslashEscapes && c != '`');
        }
        int end = at;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return Math.max(end, at + 1);
    }

    private static int comment(String sql, int at) {
        if (sql.startsWith("/*", at)) {
            return behind(sql, "*/", at + 2);
        }
        if (sql.startsWith("#", at) || isDashes(sql, at)) {
            return behind(sql, "\n", at);
        }
        return at;
    }

    private static boolean isDashes(String sql, int at) {
        return sql.startsWith("--", at) && (at + 2 == sql.length() || Character.isWhitespace(sql.charAt(at + 2)));
    }

    private static int quoted(String sql, int at, boolean backslashEscapes) {
        char quote = sql.charAt(at);
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != quote) {
            end += backslashEscapes && sql.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, sql.length());
    }

    private static int behind(String sql, String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }
}
