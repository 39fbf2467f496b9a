package dev.understudy.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.bench.BenchReport;
import dev.understudy.bench.Figure;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReplayPlotTest {

    private static final BenchReport REPORT = new BenchReport(
            "replay",
            "a<b",
            "2 cores",
            2,
            List.of(
                    Figure.of("replay.ours.tps", "1/s", 900, 1000),
                    Figure.of("replay.native-1.tps", "1/s", 475),
                    Figure.of("replay.bulk.ours.rows", "1/s", 5)),
            List.of());

    @Test
    void a_bar_for_each_subject_that_was_measured_as_long_as_its_median() throws Exception {
        Document svg = parse(ReplayPlot.svg(List.of(REPORT)));
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(2);
        double ours = width(svg, 1);
        double peer = width(svg, 2);
        assertThat(peer / ours).isCloseTo(0.5, org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void a_report_of_something_else_is_refused() {
        BenchReport other = new BenchReport("drill", "mysql", "2 cores", 1, List.of(), List.of());
        assertThatThrownBy(() -> ReplayPlot.svg(List.of(other))).hasMessageContaining("nothing to draw");
    }

    /** The first one is the background. */
    private static double width(Document svg, int rectangle) {
        return Double.parseDouble(((Element) svg.getElementsByTagName("rect").item(rectangle)).getAttribute("width"));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
