package dev.understudy.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WatcherTest {

    @Test
    void what_lives_is_the_histograms_last_line() throws IOException {
        assertThat(Watcher.liveOf("   1:  10  99  [B\nTotal        200       3145728\n"))
                .isEqualTo(3);
        assertThatThrownBy(() -> Watcher.liveOf("4711: no such process")).hasMessageContaining("jcmd");
    }

    @Test
    void what_was_processed_is_the_sum_over_the_threads() {
        assertThat(Watcher.processedOf("# HELP\n"
                        + "kafka_stream_thread_process_total{thread_id=\"a-1\"} 5.0\n"
                        + "kafka_stream_thread_process_total{thread_id=\"a-2\"} 1.5E6\n"
                        + "kafka_stream_thread_process_rate{thread_id=\"a-2\"} 9.0\n"))
                .isEqualTo(1_500_005);
    }
}
