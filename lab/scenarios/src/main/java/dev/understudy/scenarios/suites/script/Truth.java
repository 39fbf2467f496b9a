package dev.understudy.scenarios.suites.script;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a condition of the language holds. Pure, but for what evaluates an operand. */
final class Truth {

    private static final Pattern COMPARISON =
            Pattern.compile("(\\$\\w+|`.*`|[^\\s!<>=]+)\\s*(==|!=|<=|>=|<|>)\\s*(.+)", Pattern.DOTALL);

    private Truth() {}

    /**
     * @param condition in its parentheses
     * @param value what an operand stands for: a variable, a query in backticks, a text
     */
    static boolean of(String condition, UnaryOperator<String> value) {
        String bare = condition.strip();
        if (bare.startsWith("(") && bare.endsWith(")")) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        Matcher comparison = COMPARISON.matcher(bare);
        if (!bare.startsWith("!") && comparison.matches() && !isOneQuery(bare)) {
            return compare(
                    unquoted(value.apply(comparison.group(1))),
                    comparison.group(2),
                    unquoted(value.apply(comparison.group(3).strip())));
        }
        return bare.startsWith("!") ? !holds(value.apply(bare.substring(1).strip())) : holds(value.apply(bare));
    }

    private static boolean isOneQuery(String text) {
        return text.startsWith("`") && text.indexOf('`', 1) == text.length() - 1;
    }

    private static boolean holds(String text) {
        boolean isNumber = text.matches("\\s*-?\\d+\\s*");
        return isNumber ? Variables.number(text) != 0 : !text.isBlank() && !text.equals("NULL");
    }

    private static boolean compare(String left, String operator, String right) {
        boolean numbers = left.matches("-?\\d{1,18}") && right.matches("-?\\d{1,18}");
        int order =
                numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareToIgnoreCase(right);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
