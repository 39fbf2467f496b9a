package dev.understudy.bench.plot;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports of the replay bench, an engine in each row: the sysbench backlog on the left, the bulk load on the right. Pure. */
final class ReplayPlot {

    private static final List<String> SUBJECTS = List.of("ours", "native-4", "native-1", "jdbc-sink");
    private static final int MARGIN = 20;
    private static final int GAP = 30;

    private ReplayPlot() {}

    /**
     * @throws IllegalArgumentException where a report holds none of its figures
     */
    static String svg(List<BenchReport> reports) {
        StringBuilder charts = new StringBuilder();
        int y = MARGIN;
        for (BenchReport report : reports) {
            BarChart transactions = chart(report, "replay.", "tps", "sysbench backlog, transactions a second");
            BarChart rows = chart(report, "replay.bulk.", "rows", "bulk load, rows a second");
            charts.append(transactions.svg(MARGIN, y));
            charts.append(rows.svg(MARGIN + BarChart.WIDTH + GAP, y));
            y += Math.max(transactions.height(), rows.height()) + GAP;
        }
        int width = 2 * (MARGIN + BarChart.WIDTH) + GAP;
        return Canvas.svg(width, y, charts);
    }

    private static BarChart chart(BenchReport report, String prefix, String what, String title) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (String subject : SUBJECTS) {
            figure(report, prefix + subject + "." + what)
                    .ifPresent(figure -> bars.add(new BarChart.Bar(subject, figure, subject.equals("ours"))));
        }
        return new BarChart(report.engine() + ": " + title, bars);
    }

    private static Optional<Figure> figure(BenchReport report, String name) {
        return report.figures().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }
}
