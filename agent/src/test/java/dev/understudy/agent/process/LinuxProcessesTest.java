package dev.understudy.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.events.ServerProcess;
import dev.understudy.events.ServerProcess.State;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxProcessesTest {

    private final LinuxProcesses processes = new LinuxProcesses();

    @Test
    void a_commands_name_may_hold_brackets_and_blanks() {
        ProcStat stat = ProcStat.parse("42 (a) b (c) T 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 9 0 777 1 1");
        assertThat(stat).isEqualTo(new ProcStat(42, 'T', 9, 777));
        assertThatThrownBy(() -> ProcStat.parse("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_real_process_is_followed_through_stop_and_end() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessFollower follower = new ProcessFollower("h", processes, table -> OptionalLong.of(child.pid()), null);
            await(follower, State.RUNNING);
            signal(child, "STOP");
            await(follower, State.STOPPED);
            signal(child, "CONT");
            await(follower, State.RUNNING);
            signal(child, "STOP");
            signal(child, "KILL");
            await(follower, State.ENDED);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void this_very_process_started_before_now_and_not_long_ago() {
        ProcStat self = processes.stat(ProcessHandle.current().pid());
        if (self == null) {
            throw new AssertionError("this process is not there");
        }
        assertThat(processes.startedAtMillis(self))
                .isBetween(System.currentTimeMillis() - TimeUnit.HOURS.toMillis(1), System.currentTimeMillis() + 2_000);
        assertThat(processes.stat(Integer.MAX_VALUE)).isNull();
    }

    @Test
    void whoever_listens_on_a_port_is_found() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(new ListeningPort(server.getLocalPort()).find(processes))
                    .hasValue(ProcessHandle.current().pid());
        }
        assertThat(new ListeningPort(1).find(processes)).isEmpty();
    }

    @Test
    void a_pid_file_left_behind_does_not_name_a_process_that_started_later(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("server.pid");
        assertThat(new PidFile(file).find(processes)).isEmpty();
        Files.writeString(file, "\n");
        assertThat(new PidFile(file).find(processes)).isEmpty();

        long self = ProcessHandle.current().pid();
        Files.writeString(file, self + "\n");
        assertThat(new PidFile(file).find(processes)).hasValue(self);
        assertThat(new PidFile(folder).find(processes)).hasValue(self);

        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 3_600_000 * 24));
        assertThat(new PidFile(file).find(processes)).isEmpty();
    }

    private static void signal(Process child, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(child.pid()))
                .start()
                .waitFor();
    }

    private static void await(ProcessFollower follower, State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            follower.look();
            ServerProcess current = follower.current();
            if (current != null && current.state() == state) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("it never was " + state + ": " + follower.current());
    }
}
