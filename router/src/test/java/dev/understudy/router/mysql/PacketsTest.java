package dev.understudy.router.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Fuzz;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketsTest {

    @Test
    void an_error_packet_is_the_protocols_bytes() {
        ByteBuf packet = ServerError.packet(ByteBufAllocator.DEFAULT, "no writer");
        try {
            assertThat(ByteBufUtil.hexDump(packet))
                    .isEqualTo("1e0000" + "00" + "ff" + "1d04" + "23" + hex("08S01") + hex("Understudy: no writer"));
            assertThat(Packets.isError(packet)).isTrue();
            assertThat(Packets.isShutdown(packet)).isTrue();
            assertThat(Packets.isLoginError(packet)).isFalse();
        } finally {
            packet.release();
        }
    }

    @Test
    void a_reason_of_many_lines_becomes_a_short_one() {
        ByteBuf packet = ServerError.packet(ByteBufAllocator.DEFAULT, "one\n\ttwo " + "x".repeat(10_000));
        try {
            assertThat(packet.getUnsignedMediumLE(0)).isEqualTo(packet.readableBytes() - 4);
            assertThat(packet.readableBytes()).isLessThan(500);
            assertThat(packet.toString(13, packet.readableBytes() - 13, UTF_8)).startsWith("Understudy: one two xxx");
        } finally {
            packet.release();
        }
    }

    @Test
    void a_reason_is_never_cut_within_a_character() {
        ByteBuf packet = ServerError.packet(ByteBufAllocator.DEFAULT, "\uD83D\uDE00".repeat(400));
        ByteBuf other = ServerError.packet(ByteBufAllocator.DEFAULT, "x" + "\uD83D\uDE00".repeat(400));
        try {
            assertThat(packet.toString(13, packet.readableBytes() - 13, UTF_8)).doesNotContain("?");
            assertThat(other.toString(13, other.readableBytes() - 13, UTF_8)).doesNotContain("?");
        } finally {
            packet.release();
            other.release();
        }
    }

    @Test
    void what_only_ends_something_is_known() {
        assertThat(Packets.onlyEnds(bytes("0100000001"))).as("a goodbye").isTrue();
        assertThat(Packets.onlyEnds(bytes("05000000" + "19" + "01000000")))
                .as("a prepared statement is closed")
                .isTrue();
        assertThat(Packets.onlyEnds(bytes("09000000" + "03" + hex("ROLLBACK")))).isTrue();
        assertThat(Packets.onlyEnds(bytes("07000000" + "03" + hex("commit")))).isTrue();
        assertThat(Packets.onlyEnds(bytes("0b000000" + "03" + "0001" + hex("rollback"))))
                .as("as MySQL's clients send it")
                .isTrue();
        assertThat(Packets.onlyEnds(bytes("06000000" + "03" + hex("begin")))).isFalse();
        assertThat(Packets.onlyEnds(bytes("01000000" + "0e"))).as("a ping").isFalse();
        assertThat(Packets.onlyEnds(bytes("09000000" + "16" + hex("rollback"))))
                .as("it is prepared")
                .isFalse();
    }

    @Test
    void a_goodbye_is_known() {
        assertThat(Packets.isQuit(bytes("0100000001"))).isTrue();
        assertThat(Packets.isQuit(bytes("0100000101"))).as("not a command").isFalse();
        assertThat(Packets.isQuit(bytes("020000000101"))).as("too long").isFalse();
        assertThat(Packets.isQuit(bytes("01000000"))).as("half of it").isFalse();
        assertThat(Packets.isQuit(bytes("0100000003"))).as("a query").isFalse();
    }

    @Test
    void which_commands_have_an_answer_is_known() {
        assertThat(Packets.wantsAnswer(bytes("090000000353454c4543542031"))).isTrue();
        assertThat(Packets.wantsAnswer(bytes("010000000e"))).as("ping").isTrue();
        assertThat(Packets.wantsAnswer(bytes("0100000001"))).as("quit").isFalse();
        assertThat(Packets.wantsAnswer(bytes("050000001901000000")))
                .as("statement close")
                .isFalse();
        assertThat(Packets.wantsAnswer(bytes("08000000180100000000006162")))
                .as("not one packet: it may want one")
                .isTrue();
        assertThat(Packets.wantsAnswer(bytes("0900000018010000000000616263").slice(0, 13)))
                .as("long data")
                .isFalse();
    }

    @Test
    void a_request_for_tls_is_known() {
        String rest = "000000" + "01" + "2d" + "00".repeat(23);
        assertThat(Packets.startsTls(bytes("20000001" + "05ae" + "0f00" + rest)))
                .isTrue();
        assertThat(Packets.startsTls(bytes("20000001" + "05a6" + "0f00" + rest)))
                .as("the bit is not set")
                .isFalse();
        assertThat(Packets.startsTls(bytes("21000001" + "05ae" + "0f00" + rest + "00")))
                .isFalse();
    }

    @Test
    void errors_of_the_server_are_known() {
        assertThat(Packets.isError(bytes("03000001ff1504"))).isTrue();
        assertThat(Packets.isLoginError(bytes("03000002ff1504"))).isTrue();
        assertThat(Packets.isLoginError(bytes("03000001ff1504"))).isFalse();
        assertThat(Packets.isShutdown(bytes("03000000ff1d04"))).isTrue();
        assertThat(Packets.isShutdown(bytes("03000000ff1004"))).as("too many").isFalse();
        assertThat(Packets.isShutdown(bytes("02000000ff1d"))).as("cut short").isFalse();
        assertThat(Packets.isError(bytes("0300000000ffff"))).as("an OK").isFalse();
    }

    @Test
    void hostile_bytes_are_told_as_no_and_never_throw() {
        Random random = new Random(20_240_229);
        byte[] space = new byte[64];
        int packets = 0;
        for (int i = 0; i < Fuzz.inputs(); i++) {
            int length = random.nextInt(space.length);
            random.nextBytes(space);
            if (length > 4 && random.nextBoolean()) {
                space[0] = (byte) (length - 4);
                space[1] = 0;
                space[2] = 0;
                space[3] = (byte) random.nextInt(3);
                space[4] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(32));
            }
            int offset = random.nextInt(3);
            ByteBuf chunk = Unpooled.wrappedBuffer(space, 0, length).skipBytes(Math.min(offset, length));
            int before = chunk.readerIndex();
            boolean any = Packets.isQuit(chunk) | Packets.startsTls(chunk) | Packets.isError(chunk);
            any |= Packets.isLoginError(chunk) | Packets.isShutdown(chunk);
            any |= !Packets.wantsAnswer(chunk);
            packets += any ? 1 : 0;
            assertThat(chunk.readerIndex()).isEqualTo(before);
        }
        assertThat(packets).as("some of them looked like packets").isGreaterThan(1_000);
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
