package dev.understudy.router.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainedTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by the framework
    Path folder;

    @Test
    void who_is_drained_is_so_after_a_restart_and_who_was_undrained_is_not() throws IOException {
        Path state = folder.resolve("not/there/yet");
        Drained drained = Drained.in(state);
        drained.set("a", true);
        drained.set("b", true);
        drained.set("a", false);
        assertThat(Drained.in(state).has("b")).isTrue();
        assertThat(Drained.in(state).has("a")).isFalse();
    }

    @Test
    void a_disk_that_does_not_take_it_does_not_keep_it_from_taking_effect() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "in the way");
        Drained drained = Drained.in(file);
        assertThatThrownBy(() -> drained.set("a", true)).isInstanceOf(IOException.class);
        assertThat(drained.has("a")).isTrue();
    }

    @Test
    void a_file_that_cannot_be_read_drains_nobody() throws IOException {
        Files.write(folder.resolve("drained"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThat(Drained.in(folder).has("a")).isFalse();
    }
}
