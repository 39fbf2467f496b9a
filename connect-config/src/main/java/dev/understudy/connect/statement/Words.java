package dev.understudy.connect.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of a statement outside of its parentheses: words, quoted names and texts, signs. Pure. */
final class Words {

    /**
     * @param start where it begins in the statement
     * @param end where what follows it begins
     * @param behindParenthesis whether one was closed before it
     */
    private record Part(int start, int end, String word, boolean behindParenthesis) {}

    /**
     * @param text as it stands in the statement; empty where there is none
     * @param next the part behind it
     */
    record Name(String text, int next) {}

    private final String sql;
    private final List<Part> parts;

    private Words(String sql, List<Part> parts) {
        this.sql = sql;
        this.parts = List.copyOf(parts);
    }

    /**
     * @param backslashEscapes whether a backslash in a text hides what follows it
     */
    static Words of(String sql, boolean backslashEscapes) {
        List<Part> parts = new ArrayList<>();
        int depth = 0;
        boolean behind = false;
        for (int at = 0; at < sql.length(); ) {
            int end = Skipping.part(sql, at, backslashEscapes);
            char first = sql.charAt(at);
            if (first == '(') {
                depth++;
            } else if (first == ')') {
                depth--;
                behind = true;
            } else if (depth == 0 && Skipping.blank(sql, at) == at) {
                parts.add(new Part(at, end, sql.substring(at, end).toUpperCase(Locale.ROOT), behind));
            }
            at = end;
        }
        return new Words(sql, parts);
    }

    int count() {
        return parts.size();
    }

    /** In upper case. */
    String word(int part) {
        return parts.get(part).word;
    }

    int start(int part) {
        return parts.get(part).start;
    }

    int end(int part) {
        return parts.get(part).end;
    }

    boolean isBehindParenthesis(int part) {
        return parts.get(part).behindParenthesis;
    }

    /** Whether these follow one another from there. */
    boolean follow(int from, String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (from + i >= count() || !word(from + i).equals(expected[i])) {
                return false;
            }
        }
        return true;
    }

    Optional<Integer> find(String word) {
        for (int i = 0; i < count(); i++) {
            if (word(i).equals(word)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Behind IF EXISTS or IF NOT EXISTS, where it stands there. */
    int behindCondition(int from) {
        if (follow(from, "IF", "EXISTS")) {
            return from + 2;
        }
        return follow(from, "IF", "NOT", "EXISTS") ? from + 3 : from;
    }

    /** A name with its schema's, where that is there. */
    Name name(int from) {
        if (from >= count()) {
            return new Name("", from);
        }
        int last = follow(from + 1, ".") && from + 2 < count() ? from + 2 : from;
        return new Name(sql.substring(start(from), end(last)), last + 1);
    }
}
