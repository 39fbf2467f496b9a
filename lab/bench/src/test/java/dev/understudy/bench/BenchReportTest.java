package dev.understudy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final Figure KILL = Figure.of("failover.kill.outage", "ms", 400, 300, 900, 500);

    @Test
    void a_figure_is_a_median_and_a_range() {
        assertThat(KILL).isEqualTo(new Figure("failover.kill.outage", "ms", 450, 300, 900));
    }

    @Test
    void a_goal_stands_under_its_figures_name_met_or_not() {
        assertThat(Goal.atMost(KILL, 1000)).isEqualTo(new Goal("failover.kill.outage", 450, "at most 1000 ms", true));
        assertThat(Goal.atLeast(KILL, 0.5).met()).isTrue();
        assertThat(Goal.atMost(KILL, 449.5).met()).isFalse();
    }

    @Test
    void it_is_written_as_json_and_as_a_table(@TempDir Path folder) throws Exception {
        BenchReport report =
                new BenchReport("failover", "mysql", "2 cores", 4, List.of(KILL), List.of(Goal.atMost(KILL, 1000)));
        report.write(folder.resolve("r.json"));
        assertThat(Files.readString(folder.resolve("r.json")))
                .contains("\"bench\" : \"failover\"", "\"median\" : 450.0", "\"met\" : true");
        assertThat(BenchReport.read(folder.resolve("r.json"))).isEqualTo(report);
        assertThat(report.table()).contains("failover.kill.outage", "at most 1000 ms", "yes");
    }
}
