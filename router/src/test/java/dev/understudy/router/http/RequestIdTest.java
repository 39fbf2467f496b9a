package dev.understudy.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdTest {

    @Test
    void a_clients_own_is_passed_on() {
        assertThat(RequestId.of("9f-4711_x", () -> 0)).isEqualTo("9f-4711_x");
        assertThat(RequestId.of("x".repeat(128), () -> 0)).hasSize(128);
    }

    @Test
    void one_that_could_spoil_a_log_is_not() {
        for (String given : new String[] {"", " ", "two words", "line\nbreak", "caf\u00e9", "x".repeat(129)}) {
            assertThat(RequestId.of(given, () -> 0xabcL)).isEqualTo("0000000000000abc0000000000000abc");
        }
        assertThat(RequestId.of(null, () -> -1)).isEqualTo("f".repeat(32));
    }
}
