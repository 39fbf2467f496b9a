package dev.understudy.bench;

/**
 * What an issue asks of a figure.
 *
 * @param name the figure's own name
 * @param figure what was measured
 * @param goal what is asked, in words, such as {@code at most 1000 ms}
 */
public record Goal(String name, double figure, String goal, boolean met) {

    public static Goal atMost(Figure figure, double limit) {
        return new Goal(
                figure.name(),
                figure.median(),
                "at most " + number(limit) + " " + figure.unit(),
                figure.median() <= limit);
    }

    public static Goal atLeast(Figure figure, double limit) {
        return new Goal(
                figure.name(),
                figure.median(),
                "at least " + number(limit) + " " + figure.unit(),
                figure.median() >= limit);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
