package dev.understudy.binlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VarintsTest {

    @Test
    void numbers_as_mysql_writes_them() throws UnreadableBinlog {
        assertThat(Varints.read(bytes("00"))).isZero();
        assertThat(Varints.read(bytes("18"))).isEqualTo(0x0c);
        assertThat(Varints.read(bytes("a502"))).isEqualTo(0xa9);
        assertThat(Varints.read(bytes("9d03"))).isEqualTo(0xe7);
        assertThat(Varints.read(bytes("ffffffffffffffff7f"))).isEqualTo(Long.MAX_VALUE);
        assertThat(Varints.read(bytes("fbffff"))).isEqualTo(0x1fffff);
    }

    @Test
    void signed_numbers_are_zigzag_coded() throws UnreadableBinlog {
        assertThat(Varints.readSigned(bytes("04"))).isEqualTo(1);
        assertThat(Varints.readSigned(bytes("02"))).isEqualTo(-1);
    }

    @Test
    void a_number_that_breaks_off_is_refused() {
        assertThatThrownBy(() -> Varints.read(bytes("a5"))).isInstanceOf(UnreadableBinlog.class);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
