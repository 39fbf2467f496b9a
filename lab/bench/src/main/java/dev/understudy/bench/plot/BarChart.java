package dev.understudy.bench.plot;

import dev.understudy.bench.Figure;
import java.util.List;
import java.util.Locale;

/**
 * Figures as horizontal bars with their range, as SVG. Pure.
 *
 * @param title what is shown, with the unit
 * @param bars from top to bottom; at least one
 */
record BarChart(String title, List<Bar> bars) {

    static final int WIDTH = 440;

    private static final int LABEL = 90;
    private static final int VALUE = 70;
    private static final int TOP = 30;
    private static final int STEP = 30;
    private static final int THICK = 18;

    /**
     * @param ours whether it stands out
     */
    record Bar(String label, Figure figure, boolean ours) {}

    BarChart {
        bars = List.copyOf(bars);
        if (bars.isEmpty()) {
            throw new IllegalArgumentException("nothing to draw: " + title);
        }
    }

    int height() {
        return TOP + bars.size() * STEP;
    }

    /** A group whose upper left corner is there. */
    String svg(int x, int y) {
        double most = bars.stream().mapToDouble(bar -> bar.figure().max()).max().orElseThrow();
        double scale = most == 0 ? 0 : (WIDTH - LABEL - VALUE) / most;
        StringBuilder svg = new StringBuilder();
        line(svg, "<g transform=\"translate(%d %d)\">", x, y);
        line(svg, "<text x=\"0\" y=\"14\" font-weight=\"bold\">%s</text>", escaped(title));
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * STEP, scale);
        }
        return svg.append("</g>\n").toString();
    }

    private static void draw(StringBuilder svg, Bar bar, int top, double scale) {
        Figure figure = bar.figure();
        double end = LABEL + figure.median() * scale;
        double middle = top + THICK / 2.0;
        line(
                svg,
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                LABEL - 8,
                middle + 4,
                escaped(bar.label()));
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LABEL,
                top,
                end - LABEL,
                THICK,
                bar.ours() ? "#1f6f5c" : "#b8c0c8");
        line(
                svg,
                "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#333\" stroke-width=\"1.5\"/>",
                LABEL + figure.min() * scale,
                middle,
                LABEL + figure.max() * scale);
        line(
                svg,
                "<text x=\"%.1f\" y=\"%.1f\">%,.0f</text>",
                LABEL + figure.max() * scale + 6,
                middle + 4,
                figure.median());
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
