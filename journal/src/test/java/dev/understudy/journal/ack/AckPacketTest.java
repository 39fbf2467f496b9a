package dev.understudy.journal.ack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.stream.StreamPosition;
import org.junit.jupiter.api.Test;

class AckPacketTest {

    @Test
    void it_is_a_mark_the_offset_in_eight_bytes_and_the_file() {
        assertThat(AckPacket.of(new StreamPosition("b.1", 0x1_0203_0405L)))
                .containsExactly(0xEF, 0x05, 0x04, 0x03, 0x02, 0x01, 0, 0, 0, 'b', '.', '1');
    }
}
