package dev.understudy.router.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.router.Fuzz;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionStatusTest {

    /** {@code SELECT 1}. */
    private static final String QUERY = "09000000" + "03" + "53454c4543542031";

    private static final String EXECUTE = "0a000000" + "17" + "010000000001000000";
    private static final String PREPARE = "09000000" + "16" + "53454c4543542031";
    private static final String OK_AUTOCOMMIT = "07000001" + "00" + "0000" + "0200" + "0000";
    private static final String OK_IN_TRANSACTION = "07000001" + "00" + "0000" + "0300" + "0000";

    private final SessionStatus status = new SessionStatus();

    @Test
    void an_answer_without_an_open_transaction_stands_between_two() {
        assertThat(status.isBetween()).as("nothing is known yet").isFalse();
        client(QUERY);
        assertThat(status.isBetween()).as("a statement is under way").isFalse();
        server(OK_AUTOCOMMIT);
        assertThat(status.isBetween()).isTrue();
        client(EXECUTE);
        assertThat(status.isBetween()).isFalse();
        server(OK_IN_TRANSACTION);
        assertThat(status.isBetween()).isFalse();
    }

    @Test
    void a_transaction_or_a_statement_that_is_one_is_seen_to_end() {
        client(QUERY);
        server(OK_AUTOCOMMIT);
        assertThat(status.hasEndedOne()).as("a setting").isFalse();
        client(QUERY);
        server(OK_IN_TRANSACTION);
        assertThat(status.hasEndedOne()).isFalse();
        client(QUERY);
        server(OK_AUTOCOMMIT);
        assertThat(status.hasEndedOne()).isTrue();

        SessionStatus other = new SessionStatus();
        other.client(bytes(QUERY));
        other.server(bytes("07000001" + "00" + "0100" + "0200" + "0000"));
        assertThat(other.hasEndedOne()).as("a row was changed").isTrue();
    }

    @Test
    void long_numbers_before_the_flags_are_stepped_over() {
        client(QUERY);
        server("10000001" + "00" + "fcff00" + "fe0102030405060708" + "0200" + "00");
        assertThat(status.isBetween()).isTrue();
        client(QUERY);
        server("10000001" + "00" + "fcff00" + "fe0102030405060708" + "0300" + "00");
        assertThat(status.isBetween()).isFalse();
    }

    @Test
    void a_result_ends_with_its_flags_in_both_ways_of_the_protocol() {
        String row = "02000003" + "0131";
        client(QUERY);
        server(row + "05000004" + "fe" + "0000" + "0200");
        assertThat(status.isBetween()).isTrue();
        client(QUERY);
        server(row + "07000004" + "fe" + "0000" + "0200" + "0000");
        assertThat(status.isBetween()).isTrue();
        client(QUERY);
        server(row + "05000004" + "fe" + "0000" + "0300");
        assertThat(status.isBetween()).isFalse();
        client(QUERY);
        server(row + "07000004" + "fe" + "0000" + "0a00" + "0000");
        assertThat(status.isBetween()).as("more results come").isFalse();
        client(QUERY);
        server(row + "05000004" + "fe" + "0000" + "4200");
        assertThat(status.isBetween()).as("a cursor is open").isFalse();
    }

    @Test
    void what_carries_no_flags_tells_nothing() {
        client(PREPARE);
        server("0c000001" + "00" + "01000000" + "0000" + "0000" + "00" + "0000");
        assertThat(status.isBetween()).as("it begins like an OK").isFalse();
        client(QUERY);
        server("09000001" + "ff" + "1504" + "233238303030");
        assertThat(status.isBetween()).as("an error").isFalse();
        client(QUERY);
        server("02000003" + "0131");
        assertThat(status.isBetween()).as("in the middle of a result").isFalse();
        client(QUERY + QUERY);
        server(OK_AUTOCOMMIT);
        assertThat(status.isBetween()).as("two commands at once").isFalse();
    }

    @Test
    void hostile_bytes_end_nothing() {
        Random random = new Random(11);
        for (int i = 0; i < Fuzz.inputs(); i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 4 && random.nextBoolean()) {
                bytes[0] = (byte) (bytes.length - 4);
                bytes[1] = 0;
                bytes[2] = 0;
                bytes[4] = (byte) (random.nextBoolean() ? 0 : 0xfe);
            }
            client(QUERY);
            status.server(Unpooled.wrappedBuffer(bytes));
            status.client(Unpooled.wrappedBuffer(bytes));
        }
        assertThat(status.isBetween()).isFalse();
    }

    private void client(String hex) {
        status.client(bytes(hex));
    }

    private void server(String hex) {
        status.server(bytes(hex));
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }
}
