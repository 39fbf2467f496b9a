package dev.understudy.router.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettlingTest {

    private final Settling files = new Settling("a");

    @Test
    void what_was_read_is_not_read_again() {
        assertThat(files.isDue("a")).isFalse();
        assertThat(files.isDue("a")).isFalse();
    }

    @Test
    void a_change_is_read_once_when_it_has_stood_still() {
        assertThat(files.isDue("b")).isFalse();
        assertThat(files.isDue("b")).isTrue();
        assertThat(files.isDue("b")).isFalse();
    }

    @Test
    void a_certificate_without_its_key_yet_is_waited_for() {
        assertThat(files.isDue("half")).isFalse();
        assertThat(files.isDue("whole")).isFalse();
        assertThat(files.isDue("whole")).isTrue();
    }

    @Test
    void one_that_was_taken_back_is_no_change() {
        assertThat(files.isDue("b")).isFalse();
        assertThat(files.isDue("a")).isFalse();
        assertThat(files.isDue("a")).isFalse();
    }
}
