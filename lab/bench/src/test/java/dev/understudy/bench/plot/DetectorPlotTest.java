package dev.understudy.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorPlotTest {

    @Test
    void sizes_stand_in_order_and_each_trouble_has_its_chart() {
        String svg = DetectorPlot.svg(report(
                Figure.of("detector.detected.kill.10000", "ms", 12),
                Figure.of("detector.detected.kill.100", "ms", 10),
                Figure.of("detector.detected.hang.100", "ms", 900),
                Figure.of("detector.detected.silence.100", "ms", 1_300),
                Figure.of("detector.restart.judges.100", "ms", 4_000)));
        assertThat(svg.split("<g ", -1)).hasSize(5);
        assertThat(svg).containsSubsequence("killed", "100 nodes", "10,000 nodes", "hangs");
    }

    @Test
    void a_report_of_something_else_is_refused() {
        assertThatThrownBy(() -> DetectorPlot.svg(report())).hasMessageContaining("nothing to draw");
    }

    private static BenchReport report(Figure... figures) {
        return new BenchReport("detector", "none", "2 cores", 1, List.of(figures), List.of());
    }
}
