package dev.understudy.bench.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.bench.router.Workload.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final String SYSBENCH = """
            SQL statistics:
                queries performed:
                    read:                            4211
                    write:                           0
                    other:                           0
                    total:                           4211
                transactions:                        4211   (1402.11 per sec.)
                queries:                             4211   (1402.11 per sec.)
                ignored errors:                      %d      (0.00 per sec.)
                reconnects:                          0      (0.00 per sec.)

            Latency (ms):
                     min:                                    2.10
                     avg:                                    5.70
                     max:                                   31.00
                     99th percentile:                       17.32
            """;

    private static final String WRK = """
            Running 3s test @ http://127.0.0.1:8080/
              2 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     2.84ms    1.10ms  30.11ms   88.83%%
                Req/Sec    11.40k     1.02k   13.02k    68.33%%
              Latency Distribution
                 50%%    2.66ms
                 75%%    3.10ms
                 90%%    3.80ms
                 99%%    %s
              68123 requests in 3.01s, 14.11MB read
            %sRequests/sec:  22632.55
            Transfer/sec:      4.69MB
            """;

    private final Sysbench points = new Sysbench("point_select_8", "oltp_point_select", 8, Path.of("none"));
    private final Wrk kept = new Wrk("http_64", 64, true);
    private final Wrk closed = new Wrk("http_close_64", 64, false);

    @Test
    void queries_their_rate_and_their_latency_are_read() throws IOException {
        assertThat(points.read(SYSBENCH.formatted(0))).isEqualTo(new Outcome(4211, 1402.11, 17.32));
    }

    @Test
    void an_error_where_none_can_be_ends_the_bench() {
        assertThatThrownBy(() -> points.read(SYSBENCH.formatted(3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("errors");
    }

    @Test
    void what_is_not_sysbenchs_is_said() {
        assertThatThrownBy(() -> points.read("FATAL: unable to connect"))
                .hasMessageStartingWith("sysbench did not print")
                .hasMessageEndingWith("FATAL: unable to connect");
    }

    @Test
    void requests_are_read_and_times_have_units() throws IOException {
        assertThat(kept.read(WRK.formatted("6.52ms", ""))).isEqualTo(new Outcome(68123, 22632.55, 6.52));
        assertThat(kept.read(WRK.formatted("652.00us", "")).p99()).isEqualTo(0.652);
        assertThat(kept.read(WRK.formatted("1.20s", "")).p99()).isEqualTo(1200);
    }

    @Test
    void a_refused_request_ends_the_bench_and_a_connection_that_is_closed_by_agreement_does_not() throws IOException {
        String refused = "  Non-2xx or 3xx responses: 12\n";
        String errors = "  Socket errors: connect 0, read 12, write 0, timeout 0\n";
        assertThatThrownBy(() -> kept.read(WRK.formatted("1ms", refused))).hasMessageContaining("errors");
        assertThatThrownBy(() -> kept.read(WRK.formatted("1ms", errors))).hasMessageContaining("errors");
        assertThat(closed.read(WRK.formatted("1ms", errors)).operations()).isEqualTo(68123);
    }
}
