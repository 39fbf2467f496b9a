package dev.understudy.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_was_seen_is_there_after_a_restart() throws IOException {
        Memory memory = Memory.open(folder.resolve("made"), "orders-a");
        assertThat(memory.get()).isEqualTo(Remembered.NOTHING);
        memory.seen(new Epoch(4));
        memory.fenced(new Epoch(3));
        memory.boot("h:7:100");
        memory.shipped("c9");
        memory.close();

        assertThat(Memory.open(folder.resolve("made"), "orders-a").get())
                .isEqualTo(new Remembered(new Epoch(4), new Epoch(3), "h:7:100", "c9"));
        assertThat(Memory.open(folder.resolve("made"), "orders-b").get()).isEqualTo(Remembered.NOTHING);
    }

    @Test
    void epochs_only_rise() {
        Remembered remembered =
                Remembered.NOTHING.seen(new Epoch(4)).seen(new Epoch(2)).fenced(new Epoch(1));
        assertThat(remembered.highest()).isEqualTo(new Epoch(4));
        assertThat(remembered.fenced()).isEqualTo(new Epoch(1));
        assertThat(remembered.fenced(new Epoch(6)).highest()).isEqualTo(new Epoch(6));
    }

    @Test
    void a_file_that_cannot_be_read_stops_the_start() throws IOException {
        Files.writeString(folder.resolve("agent-orders-a.properties"), "epoch=many\n");
        assertThatThrownBy(() -> Memory.open(folder, "orders-a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an agent's state file");
    }
}
