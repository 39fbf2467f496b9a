package dev.understudy.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.ServerProcess;
import dev.understudy.events.ServerProcess.State;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessFollowerTest {

    private final FakeProcesses processes = new FakeProcesses();
    private OptionalLong pidFile = OptionalLong.empty();

    @Test
    void a_pid_file_that_comes_later_is_waited_for() {
        ProcessFollower follower = follower(null);
        assertThat(follower.look()).isFalse();
        assertThat(follower.current()).isNull();

        processes.put(7, 'S', 100);
        pidFile = OptionalLong.of(7);
        assertThat(follower.look()).isTrue();
        assertThat(follower.current()).isEqualTo(new ServerProcess(7, "h:7:100", State.RUNNING));
        assertThat(follower.look()).isFalse();
    }

    @Test
    void a_stopped_server_is_told_and_so_is_its_going_on() {
        ProcessFollower follower = running();
        processes.put(7, 'T', 100);
        assertThat(follower.look()).isTrue();
        assertThat(state(follower)).isEqualTo(State.STOPPED);
        processes.put(7, 'R', 100);
        assertThat(follower.look()).isTrue();
        assertThat(state(follower)).isEqualTo(State.RUNNING);
    }

    @Test
    void a_process_that_is_gone_has_ended_and_keeps_its_boot_id() {
        ProcessFollower follower = running();
        processes.all.clear();
        assertThat(follower.look()).isTrue();
        assertThat(follower.current()).isEqualTo(new ServerProcess(7, "h:7:100", State.ENDED));
        assertThat(follower.look()).isFalse();
    }

    @Test
    void a_zombie_has_ended_once_its_last_thread_has() {
        ProcessFollower follower = running();
        processes.all.put(7L, new ProcStat(7, 'Z', 3, 100));
        assertThat(follower.look()).isFalse();
        processes.all.put(7L, new ProcStat(7, 'Z', 1, 100));
        assertThat(follower.look()).isTrue();
        assertThat(state(follower)).isEqualTo(State.ENDED);
    }

    @Test
    void a_restarted_server_has_another_boot_id_also_under_the_same_pid() {
        ProcessFollower follower = running();
        processes.all.clear();
        follower.look();

        processes.put(7, 'S', 900);
        assertThat(follower.look()).isTrue();
        assertThat(follower.current()).isEqualTo(new ServerProcess(7, "h:7:900", State.RUNNING));
    }

    @Test
    void a_pid_that_another_process_got_between_two_looks_does_not_hide_the_end() {
        ProcessFollower follower = running();
        processes.put(7, 'S', 555);
        pidFile = OptionalLong.empty();
        follower.look();
        assertThat(follower.current()).isEqualTo(new ServerProcess(7, "h:7:100", State.ENDED));
    }

    @Test
    void an_agent_that_was_away_notices_the_end_of_what_it_followed_before() {
        ProcessFollower follower = follower("h:7:100");
        assertThat(follower.look()).isTrue();
        assertThat(follower.current()).isEqualTo(new ServerProcess(7, "h:7:100", State.ENDED));
    }

    @Test
    void a_boot_id_of_another_machine_means_nothing_here() {
        ProcessFollower follower = follower("other:7:100");
        assertThat(follower.look()).isFalse();
        assertThat(follower.current()).isNull();
    }

    @Test
    void whether_a_start_is_still_there_is_asked_afresh() {
        ProcessFollower follower = running();
        ServerProcess server = new ServerProcess(7, "h:7:100", State.RUNNING);
        assertThat(follower.isThere(server)).isTrue();
        processes.put(7, 'S', 101);
        assertThat(follower.isThere(server)).isFalse();
    }

    private ProcessFollower running() {
        processes.put(7, 'S', 100);
        pidFile = OptionalLong.of(7);
        ProcessFollower follower = follower(null);
        follower.look();
        return follower;
    }

    private ProcessFollower follower(@Nullable String lastBootId) {
        return new ProcessFollower("h", processes, table -> pidFile, lastBootId);
    }

    private static @Nullable State state(ProcessFollower follower) {
        ServerProcess current = follower.current();
        return current == null ? null : current.state();
    }

    /** Processes as a test sets them. */
    static final class FakeProcesses implements ProcessTable {

        final Map<Long, ProcStat> all = new HashMap<>();

        void put(long pid, char state, long startTicks) {
            all.put(pid, new ProcStat(pid, state, 20, startTicks));
        }

        @Override
        public @Nullable ProcStat stat(long pid) {
            return all.get(pid);
        }

        @Override
        public long startedAtMillis(ProcStat process) {
            return process.startTicks();
        }
    }
}
