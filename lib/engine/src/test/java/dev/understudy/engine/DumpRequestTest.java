package dev.understudy.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DumpRequestTest {

    private static final String UUID = "0c1ca911-e770-11f1-8d7a-02fc00000001";
    private static final String OTHER = "1c1ca911-e770-11f1-8d7a-02fc00000001";

    @Test
    void it_names_no_file_and_begins_at_the_first_event() {
        ByteBuffer request = little(DumpRequest.of(8001, GtidSet.parse("")));
        assertThat(request.get()).isEqualTo((byte) 0x1E);
        assertThat(request.getShort()).isEqualTo((short) 0x06);
        assertThat(request.getInt()).isEqualTo(8001);
        assertThat(request.getInt()).as("no file name").isZero();
        assertThat(request.getLong()).isEqualTo(4);
        assertThat(request.getInt()).isEqualTo(8);
        assertThat(request.getLong()).as("no origins").isZero();
    }

    @Test
    void intervals_are_without_their_end() {
        ByteBuffer set = little(DumpRequest.encoded(GtidSet.parse(UUID + ":1-7:9," + OTHER + ":3")));
        assertThat(set.getLong()).isEqualTo(2);
        assertThat(set.getLong()).isEqualTo(Long.reverseBytes(0x0c1ca911e77011f1L));
        set.getLong();
        assertThat(set.getLong()).isEqualTo(2);
        assertThat(new long[] {set.getLong(), set.getLong(), set.getLong(), set.getLong()})
                .containsExactly(1, 8, 9, 10);
        set.getLong();
        set.getLong();
        assertThat(set.getLong()).isEqualTo(1);
        assertThat(set.getLong()).isEqualTo(3);
        assertThat(set.getLong()).isEqualTo(4);
        assertThat(set.hasRemaining()).isFalse();
    }

    @Test
    void with_a_tag_each_origin_says_its_own() {
        ByteBuffer set = little(DumpRequest.encoded(GtidSet.parse(UUID + ":1-7:night:1-2")));
        assertThat(set.getLong()).isEqualTo(1L << 56 | 2 << 8 | 1);
        set.getLong();
        set.getLong();
        assertThat(set.get()).as("no tag").isZero();
        assertThat(set.getLong()).isEqualTo(1);
        set.getLong();
        set.getLong();
        set.getLong();
        set.getLong();
        assertThat(set.get()).isEqualTo((byte) 10);
        byte[] tag = new byte[5];
        set.get(tag);
        assertThat(new String(tag, US_ASCII)).isEqualTo("night");
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
