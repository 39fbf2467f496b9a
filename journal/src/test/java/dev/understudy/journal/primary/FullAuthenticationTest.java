package dev.understudy.journal.primary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FullAuthenticationTest {

    @Test
    void it_goes_the_whole_way_to_an_encrypted_password() {
        assertThat(FullAuthentication.rehearse()).hasSize(2048 / 8);
    }
}
