package dev.understudy.agent.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.agent.memory.Memory;
import dev.understudy.agent.process.ProcStat;
import dev.understudy.agent.process.ProcessFollower;
import dev.understudy.agent.process.ProcessTable;
import dev.understudy.agent.route.Reigns;
import dev.understudy.agent.server.Sessions;
import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.FenceReport;
import dev.understudy.events.FenceReport.Outcome;
import dev.understudy.runtime.config.Account;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencerTest {

    @TempDir
    private Path folder = Path.of("");

    private final OneProcess server = new OneProcess();
    private final List<Long> killed = new ArrayList<>();
    private final AtomicInteger reports = new AtomicInteger();
    private @Nullable Fencer fencer;
    private @Nullable Memory memory;
    private ProcessFollower process = new ProcessFollower("h", server, table -> OptionalLong.of(7), null);

    @BeforeEach
    void start() throws IOException {
        Memory opened = Memory.open(folder, "orders-a");
        memory = opened;
        process.look();
        Sessions nobody =
                new Sessions(Engine.named("mysql"), new Address("127.0.0.1", 1), new Account("fence", null, null));
        fencer = new Fencer(
                new Fencer.Ground(process, new Reigns("orders", opened, () -> {}), opened),
                new Fencer.Permission(true, Duration.ofMillis(300)),
                new ReadOnlyFence(nobody, Set.of()),
                pid -> {
                    killed.add(pid);
                    return Optional.empty();
                },
                reports::incrementAndGet);
    }

    @AfterEach
    void stop() {
        fencer().close();
        Memory opened = memory;
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void nothing_is_reported_before_the_process_is_seen_to_have_ended() {
        take(command("c1", Command.Kind.FENCE_KILL, "h:7:100"));
        assertThat(killed).containsExactly(7L);
        assertThat(fencer().report()).isNull();

        end();
        assertThat(fencer().report())
                .isEqualTo(new FenceReport(
                        "c1", new Epoch(2), "h:7:100", Outcome.PROCESS_ENDED, null, "the process has ended"));
    }

    @Test
    void the_epoch_is_remembered_as_fenced_before_the_end() {
        take(command("c1", Command.Kind.FENCE_KILL, "h:7:100"));
        Memory opened = memory;
        assertThat(opened == null ? null : opened.get().fenced()).isEqualTo(new Epoch(2));
    }

    @Test
    void a_repeated_command_is_answered_as_before_and_kills_nothing_again() {
        Command command = command("c1", Command.Kind.FENCE_KILL, "h:7:100");
        take(command);
        take(command);
        end();
        int before = reports.get();
        take(command);
        assertThat(killed).hasSize(1);
        assertThat(reports.get()).isEqualTo(before + 1);
    }

    @Test
    void a_second_command_for_the_same_end_is_answered_at_once() {
        end();
        take(command("c2", Command.Kind.FENCE_KILL, "h:7:100"));
        assertThat(killed).isEmpty();
        assertThat(report().commandId()).isEqualTo("c2");
        assertThat(report().outcome()).isEqualTo(Outcome.PROCESS_ENDED);
    }

    @Test
    void a_refusal_is_reported_with_its_reason() {
        take(command("c1", Command.Kind.FENCE_KILL, "h:6:1"));
        assertThat(killed).isEmpty();
        assertThat(report().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report().detail()).contains("h:6:1");
    }

    @Test
    void a_proof_is_repeated_until_the_server_has_a_new_boot_id() {
        take(command("c1", Command.Kind.FENCE_KILL, "h:7:100"));
        end();
        assertThat(fencer().report()).isNotNull();
        server.stat = new ProcStat(7, 'S', 9, 200);
        process.look();
        fencer().processChanged(process.current());
        assertThat(fencer().report()).isNull();
    }

    @Test
    void a_process_that_is_another_by_now_is_not_signalled() {
        server.stat = new ProcStat(7, 'S', 9, 200);
        take(command("c1", Command.Kind.FENCE_KILL, "h:7:100"));
        assertThat(killed).isEmpty();
    }

    @Test
    void a_server_that_cannot_be_made_read_only_is_killed() {
        take(command("c1", Command.Kind.FENCE_READ_ONLY, "h:7:100"));
        await(() -> !killed.isEmpty());
        end();
        assertThat(report().outcome()).isEqualTo(Outcome.PROCESS_ENDED);
    }

    @Test
    void a_server_that_accepts_and_says_nothing_is_killed_at_the_deadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            Sessions sessions = new Sessions(
                    Engine.named("mysql"),
                    new Address("127.0.0.1", silent.getLocalPort()),
                    new Account("fence", null, null));
            try (Memory opened = Memory.open(folder.resolve("other"), "orders-a");
                    Fencer other = new Fencer(
                            new Fencer.Ground(process, new Reigns("orders", opened, () -> {}), opened),
                            new Fencer.Permission(true, Duration.ofMillis(200)),
                            new ReadOnlyFence(sessions, Set.of()),
                            pid -> {
                                killed.add(pid);
                                return Optional.empty();
                            },
                            reports::incrementAndGet)) {
                other.take(command("c1", Command.Kind.FENCE_READ_ONLY, "h:7:100"), System.nanoTime(), 0);
                await(() -> !killed.isEmpty());
            }
        }
    }

    private void take(Command command) {
        fencer().take(command, System.nanoTime(), 0);
    }

    private void end() {
        server.stat = null;
        process.look();
        fencer().processChanged(process.current());
    }

    private Fencer fencer() {
        Fencer started = fencer;
        if (started == null) {
            throw new AssertionError("not started");
        }
        return started;
    }

    private FenceReport report() {
        FenceReport report = fencer().report();
        if (report == null) {
            throw new AssertionError("nothing is reported");
        }
        return report;
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about within 20 s");
            }
            Thread.onSpinWait();
        }
    }

    private static Command command(String id, Command.Kind kind, String bootId) {
        return new Command(id, kind, "orders", "orders-a", new Epoch(2), bootId, "i", 0, 1_000, null);
    }

    /** One process, as a test sets it. */
    private static final class OneProcess implements ProcessTable {

        private volatile @Nullable ProcStat stat = new ProcStat(7, 'S', 9, 100);

        @Override
        public @Nullable ProcStat stat(long pid) {
            return stat;
        }

        @Override
        public long startedAtMillis(ProcStat process) {
            return 0;
        }
    }
}
