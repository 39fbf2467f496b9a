package dev.understudy.recovery.verify.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void rows_are_read_no_faster_than_was_asked_for() {
        assertThat(new Pace(1_000).pauseNanos(5_000, SECOND)).isEqualTo(4 * SECOND);
        assertThat(new Pace(1_000).pauseNanos(500, SECOND)).isZero();
        assertThat(Pace.UNLIMITED.pauseNanos(1_000_000, 1)).isZero();
        assertThatThrownBy(() -> new Pace(-1)).hasMessageContaining("rows a second");
    }

    @Test
    void a_chunk_grows_and_shrinks_towards_a_tenth_of_a_second() {
        ChunkSize size = ChunkSize.FIRST;

        assertThat(size.after(SECOND / 10).rows()).isEqualTo(2_000);
        assertThat(size.after(SECOND / 1000).rows()).as("at most twice as many").isEqualTo(4_000);
        assertThat(size.after(SECOND).rows()).as("at most half").isEqualTo(1_000);
        assertThat(size.after(SECOND / 10 * 2).rows()).isEqualTo(1_000);
        for (int i = 0; i < 20; i++) {
            size = size.after(1);
        }
        assertThat(size.rows()).isEqualTo(20_000);
        for (int i = 0; i < 20; i++) {
            size = size.after(60 * SECOND);
        }
        assertThat(size.rows()).isEqualTo(100);
    }
}
