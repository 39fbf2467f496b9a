package dev.understudy.connect.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.connect.statement.StatusVariables.Variable;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusVariablesTest {

    @Test
    void those_of_mysql() {
        // As 9.7 logs a CREATE DATABASE: flags, mode, catalog, character sets, schemata, transaction, utf8mb4,
        // encryption.
        StatusVariables session =
                of("00 00000000 01 2000a04500000000 06 03737464 04 ff00ff00ff00 0c 01 73686f7000 11 0400000000000000"
                        + " 12 ff00 14 00");

        assertThat(session.unread()).isEqualTo(-1);
        assertThat(session.isKnown()).isTrue();
        assertThat(session.clientCharacterSet()).isEqualTo(255);
        assertThat(session.numbers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Variable.SQL_MODE, 0x45a00020L,
                        Variable.AUTO_INCREMENT_INCREMENT, 1L,
                        Variable.AUTO_INCREMENT_OFFSET, 1L,
                        Variable.CHARACTER_SET_CLIENT, 255L,
                        Variable.COLLATION_CONNECTION, 255L,
                        Variable.COLLATION_SERVER, 255L,
                        Variable.LC_TIME_NAMES, 0L,
                        Variable.DEFAULT_COLLATION_FOR_UTF8MB4, 255L,
                        Variable.DEFAULT_TABLE_ENCRYPTION, 0L));
    }

    @Test
    void those_of_mariadb() {
        // As 11.4 logs a CREATE TABLE, with the number of its transaction.
        StatusVariables session = of("00 00000000 01 0000205400000000 06 03737464 04 210021000800 81 0200000000000000");

        assertThat(session.unread()).isEqualTo(-1);
        assertThat(session.numbers())
                .containsEntry(Variable.SQL_MODE, 0x54200000L)
                .containsEntry(Variable.CHARACTER_SET_CLIENT, 33L)
                .containsEntry(Variable.COLLATION_CONNECTION, 33L)
                .containsEntry(Variable.COLLATION_SERVER, 8L);
    }

    @Test
    void what_a_session_has_of_its_own() {
        StatusVariables session =
                of("01 0000000000000000 03 0a00 0300 05 03 555443 07 0500 08 0900 0b 01 75 01 68 0d 40420f"
                        + " 10 01 13 01");

        assertThat(session.timeZone()).isEqualTo("UTC");
        assertThat(session.microseconds()).isEqualTo(0x0f4240);
        assertThat(session.numbers())
                .containsEntry(Variable.AUTO_INCREMENT_INCREMENT, 10L)
                .containsEntry(Variable.AUTO_INCREMENT_OFFSET, 3L)
                .containsEntry(Variable.LC_TIME_NAMES, 5L)
                .containsEntry(Variable.COLLATION_DATABASE, 9L)
                .containsEntry(Variable.EXPLICIT_DEFAULTS_FOR_TIMESTAMP, 1L)
                .containsEntry(Variable.SQL_REQUIRE_PRIMARY_KEY, 1L);
    }

    @Test
    void mariadbs_collations_come_before_smaller_codes() {
        StatusVariables session =
                of("83 02 2d00 0009 2100 0008 01 0200000000000000 80 010000 82 01 82 04 0100000000000000");

        assertThat(session.collations()).containsExactly(0x0900, 0x0800);
        assertThat(session.microseconds()).isEqualTo(1);
        assertThat(session.numbers()).containsEntry(Variable.SQL_MODE, 2L);
        assertThat(session.unread()).isEqualTo(-1);
    }

    @Test
    void an_unknown_code_ends_the_reading_and_is_told() {
        StatusVariables session = of("01 0200000000000000 c8 01 05 03 555443");

        assertThat(session.unread()).isEqualTo(200);
        assertThat(session.numbers()).containsOnly(Map.entry(Variable.SQL_MODE, 2L));
        assertThat(session.timeZone()).isEmpty();
    }

    @Test
    void a_block_that_ends_early_is_told_too() {
        assertThat(of("01 0200").unread()).isEqualTo(1);
        assertThat(of("0c 02 6100").unread()).isEqualTo(12);
        assertThat(of("").isKnown()).isFalse();
    }

    private static StatusVariables of(String hex) {
        return StatusVariables.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
