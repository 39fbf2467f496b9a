package dev.understudy.recovery.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkRowsTest {

    private static final long MB = 1024 * 1024;

    @Test
    void small_rows_make_chunks_of_many() {
        ChunkRows size = ChunkRows.FIRST;
        for (int i = 0; i < 5; i++) {
            size = size.after(size.rows(), size.rows() * 50L);
        }
        assertThat(size.rows()).isEqualTo(50_000);
    }

    @Test
    void it_grows_in_steps() {
        assertThat(ChunkRows.FIRST.after(2_000, 2_000).rows()).isEqualTo(8_000);
    }

    @Test
    void huge_rows_come_one_by_one() {
        assertThat(ChunkRows.FIRST.after(10, 640 * MB).rows()).isEqualTo(1);
    }

    @Test
    void an_empty_chunk_says_nothing_bad() {
        assertThat(ChunkRows.FIRST.after(0, 0).rows()).isEqualTo(8_000);
    }
}
