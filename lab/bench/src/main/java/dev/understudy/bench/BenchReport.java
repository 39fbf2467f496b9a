package dev.understudy.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a bench found: the one form that all of them write.
 *
 * @param bench its name, such as {@code failover}
 * @param engine {@code mysql} or {@code mariadb}
 * @param machine cores, memory, kernel, JDK
 * @param rounds how many rounds each figure rests on
 */
public record BenchReport(
        String bench, String engine, String machine, int rounds, List<Figure> figures, List<Goal> goals) {

    /** As wide as the column of names is at least. */
    private static final int NAMES = 36;

    public BenchReport {
        figures = List.copyOf(figures);
        goals = List.copyOf(goals);
    }

    public void write(Path file) throws IOException {
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException where it is no report
     */
    public static BenchReport read(Path file) throws IOException {
        return JsonMapper.builder().build().readValue(file.toFile(), BenchReport.class);
    }

    /** The same as a table for people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        line(text, "%s on %s, %d rounds; %s%n%n", bench, engine, rounds, machine);
        int names = Math.max(
                NAMES,
                figures.stream()
                        .mapToInt(figure -> figure.name().length())
                        .max()
                        .orElse(0));
        String name = "%-" + names + "s";
        line(text, name + " %8s %12s %12s %12s%n", "figure", "unit", "median", "min", "max");
        for (Figure figure : figures) {
            line(
                    text,
                    name + " %8s %12.2f %12.2f %12.2f%n",
                    figure.name(),
                    figure.unit(),
                    figure.median(),
                    figure.min(),
                    figure.max());
        }
        line(text, "%n" + name + " %12s  %-24s %s%n", "goal", "figure", "asked", "met");
        for (Goal goal : goals) {
            line(
                    text,
                    name + " %12.2f  %-24s %s%n",
                    goal.name(),
                    goal.figure(),
                    goal.goal(),
                    goal.met() ? "yes" : "NO");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
