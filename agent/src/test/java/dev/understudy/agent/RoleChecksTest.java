package dev.understudy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.agent.memory.Memory;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.ServerFacts;
import dev.understudy.events.Address;
import dev.understudy.events.Epoch;
import dev.understudy.events.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleChecksTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<Memory> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Memory::close);
    }

    private @Nullable ServerFacts facts = facts(false, null);

    @Test
    void the_writable_writer_of_the_epoch_is_the_primary() throws IOException {
        assertThat(checks("orders-a").primary(new Epoch(3)).yes()).isTrue();
        assertThat(checks("orders-a").primary(new Epoch(2)).yes()).isTrue();
        assertThat(checks("orders-a").primary(new Epoch(4)).reason()).contains("not 4");
        assertThat(checks("orders-b").primary(new Epoch(3)).reason()).isEqualTo("not the writer of epoch 3");
    }

    @Test
    void a_fenced_silent_or_read_only_server_is_not() throws IOException {
        facts = null;
        assertThat(checks("orders-a").primary(Epoch.NONE).reason()).isEqualTo("the server does not answer");
        facts = facts(true, null);
        assertThat(checks("orders-a").primary(Epoch.NONE).reason()).isEqualTo("the server is read-only");
        facts = facts(false, null);
        RoleChecks fenced = checks("orders-a");
        open.forEach(memory -> memory.fenced(new Epoch(3)));
        assertThat(fenced.primary(Epoch.NONE).reason()).isEqualTo("fenced in epoch 3");
    }

    @Test
    void a_standby_is_a_replica_as_far_as_its_lag_is_known() throws IOException {
        facts = facts(true, null);
        assertThat(checks("orders-b").replica(null).yes()).isTrue();
        assertThat(checks("orders-b").replica(Duration.ofSeconds(1)).reason()).isEqualTo("its lag is not known");
        facts = facts(true, 9_600L);
        assertThat(checks("orders-b").replica(Duration.ofMillis(400)).yes()).isTrue();
        assertThat(checks("orders-b").replica(Duration.ofMillis(399)).yes()).isFalse();
        assertThat(checks("orders-a").replica(null).reason()).isEqualTo("not a standby");
    }

    private RoleChecks checks(String node) throws IOException {
        Memory memory = Memory.open(folder.resolve(Integer.toString(open.size())), node);
        open.add(memory);
        Reigns reigns = new Reigns("orders", memory, () -> {});
        reigns.take(new Route(
                "orders",
                new Epoch(3),
                Route.State.SERVING,
                "orders-a",
                List.of(),
                Map.of("orders-a", new Address("127.0.0.1", 3306)),
                "i",
                0,
                ""));
        return new RoleChecks(node, reigns, memory, () -> facts, () -> 10_000L);
    }

    private static ServerFacts facts(boolean readOnly, @Nullable Long appliedAt) {
        return new ServerFacts(readOnly, "", 1, 100, appliedAt, 0);
    }
}
