package dev.understudy.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.agent.memory.Memory;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReignsTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<Memory> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Memory::close);
    }

    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void the_newest_route_tells_who_writes() throws IOException {
        Reigns reigns = reigns();
        assertThat(reigns.get().roleOf("orders-a")).isEqualTo(Reign.Role.UNDECIDED);
        reigns.take(route(1, "orders-a"));
        assertThat(reigns.get().roleOf("orders-a")).isEqualTo(Reign.Role.WRITER);
        assertThat(reigns.get().roleOf("orders-b")).isEqualTo(Reign.Role.OTHER);
        reigns.take(route(2, null));
        assertThat(reigns.get().roleOf("orders-b")).isEqualTo(Reign.Role.UNDECIDED);
        assertThat(changes.get()).isEqualTo(2);
    }

    @Test
    void an_older_epoch_is_refused_also_after_a_restart() throws IOException {
        try (Memory memory = Memory.open(folder, "orders-a")) {
            new Reigns("orders", memory, () -> {}).take(route(5, "orders-b"));
        }

        Reigns restarted = reigns();
        restarted.take(route(4, "orders-a"));
        assertThat(restarted.get().roleOf("orders-a")).isEqualTo(Reign.Role.UNDECIDED);
        restarted.take(route(5, "orders-b"));
        assertThat(restarted.get().roleOf("orders-b")).isEqualTo(Reign.Role.WRITER);
    }

    @Test
    void an_epoch_heard_of_ends_the_writer_known_so_far() throws IOException {
        Reigns reigns = reigns();
        reigns.take(route(1, "orders-a"));
        reigns.seen(new Epoch(1));
        assertThat(reigns.get().roleOf("orders-a")).isEqualTo(Reign.Role.WRITER);
        reigns.seen(new Epoch(2));
        assertThat(reigns.get().roleOf("orders-a")).isEqualTo(Reign.Role.UNDECIDED);
    }

    @Test
    void another_clusters_route_is_passed_over() throws IOException {
        Reigns reigns = reigns();
        reigns.take(new Route("stock", new Epoch(9), Route.State.UNAVAILABLE, null, List.of(), Map.of(), "", 0, ""));
        assertThat(reigns.get().highest()).isEqualTo(Epoch.NONE);
    }

    private Reigns reigns() throws IOException {
        Memory memory = Memory.open(folder, "orders-a");
        open.add(memory);
        return new Reigns("orders", memory, changes::incrementAndGet);
    }

    private static Route route(long epoch, @Nullable String writer) {
        return new Route(
                "orders",
                new Epoch(epoch),
                writer == null ? Route.State.UNAVAILABLE : Route.State.SERVING,
                writer,
                List.of(),
                writer == null ? Map.of() : Map.of(writer, new Address("127.0.0.1", 3306)),
                "i",
                0,
                "");
    }
}
