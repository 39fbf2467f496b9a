package dev.understudy.bench.plot;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report of the detector bench: how soon each trouble is told, and what it costs, by how many nodes there are. Pure. */
final class DetectorPlot {

    private static final int MARGIN = 20;
    private static final int GAP = 30;

    private DetectorPlot() {}

    /**
     * @throws IllegalArgumentException where the report holds none of its figures
     */
    static String svg(BenchReport report) {
        List<BarChart> charts = List.of(
                chart(report, "detected.kill", "killed, ms until it is confirmed"),
                chart(report, "detected.hang", "hangs, ms until it is confirmed"),
                chart(report, "detected.silence", "its reports end, ms until it is suspected"),
                chart(report, "restart.judges", "the detector is killed, ms until it judges again"));
        StringBuilder drawn = new StringBuilder();
        int y = MARGIN;
        for (int i = 0; i < charts.size(); i += 2) {
            drawn.append(charts.get(i).svg(MARGIN, y));
            drawn.append(charts.get(i + 1).svg(MARGIN + BarChart.WIDTH + GAP, y));
            y += Math.max(charts.get(i).height(), charts.get(i + 1).height()) + GAP;
        }
        return Canvas.svg(2 * (MARGIN + BarChart.WIDTH) + GAP, y, drawn);
    }

    private static BarChart chart(BenchReport report, String of, String title) {
        String prefix = "detector." + of + ".";
        List<BarChart.Bar> bars = new ArrayList<>();
        report.figures().stream()
                .filter(figure -> figure.name().startsWith(prefix))
                .sorted(Comparator.comparingInt(figure -> nodes(figure, prefix)))
                .forEach(figure -> bars.add(new BarChart.Bar(
                        String.format(Locale.ROOT, "%,d nodes", nodes(figure, prefix)), figure, true)));
        return new BarChart(title, bars);
    }

    private static int nodes(Figure figure, String prefix) {
        return Integer.parseInt(figure.name().substring(prefix.length()));
    }
}
