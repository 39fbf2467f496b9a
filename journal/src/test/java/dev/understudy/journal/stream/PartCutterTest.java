package dev.understudy.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartCutterTest {

    private final PartCutter cutter = new PartCutter(10);

    @Test
    void what_fits_is_one_part() {
        assertThat(cutter.add(bytes(0, 4))).isEmpty();
        assertThat(cutter.add(bytes(4, 6))).isEmpty();
        assertThat(cutter.rest()).isEqualTo(bytes(0, 10));
    }

    @Test
    void an_event_larger_than_a_part_is_cut_in_the_middle() {
        List<byte[]> full = cutter.add(bytes(0, 35));
        assertThat(full).hasSize(3).allMatch(part -> part.length == 10);
        assertThat(cutter.rest()).isEqualTo(bytes(30, 5));
    }

    @Test
    void the_last_part_is_never_empty() {
        assertThat(cutter.add(bytes(0, 20))).hasSize(1);
        assertThat(cutter.rest()).hasSize(10);
    }

    @Test
    void the_parts_joined_are_what_was_cut() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int size = 1; size < 40; size++) {
            cutter.add(bytes(size, size)).forEach(joined::writeBytes);
        }
        joined.writeBytes(cutter.rest());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = 1; size < 40; size++) {
            whole.writeBytes(bytes(size, size));
        }
        assertThat(joined.toByteArray()).isEqualTo(whole.toByteArray());
    }

    private static byte[] bytes(int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }
}
