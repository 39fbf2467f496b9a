package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTokenTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @Test
    void only_the_very_token_is_let_in() throws IOException {
        OrderToken token = token("secret\n");
        assertThat(token.isIn("Bearer secret")).isTrue();
        assertThat(token.isIn("Bearer  secret ")).isTrue();
        assertThat(token.isIn("Bearer secre")).isFalse();
        assertThat(token.isIn("Bearer ")).isFalse();
        assertThat(token.isIn("secret")).isFalse();
        assertThat(token.isIn("Basic secret")).isFalse();
        assertThat(token.isIn(null)).isFalse();
    }

    @Test
    void without_a_file_or_with_an_empty_one_nobody_is() throws IOException {
        assertThat(new OrderToken(null).isIn("Bearer ")).isFalse();
        assertThat(token("  \n").isIn("Bearer ")).isFalse();
    }

    @Test
    void a_token_that_was_changed_is_read_anew() throws IOException {
        OrderToken token = token("old");
        Files.writeString(folder.resolve("token"), "new");
        assertThat(token.isIn("Bearer old")).isFalse();
        assertThat(token.isIn("Bearer new")).isTrue();
    }

    private OrderToken token(String content) throws IOException {
        return new OrderToken(
                Files.writeString(folder.resolve("token"), content).toString());
    }
}
