package dev.understudy.agent.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.events.Command;
import dev.understudy.events.Epoch;
import dev.understudy.events.ServerProcess;
import dev.understudy.events.ServerProcess.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FenceRulesTest {

    private static final String BOOT = "h:7:100";

    @Test
    void a_fresh_command_for_the_server_that_runs_is_obeyed_also_where_it_is_stopped() {
        assertThat(decide(command(Command.Kind.FENCE_KILL, 3, BOOT), in(3, State.RUNNING)))
                .isEqualTo(new FenceDecision.Kill(7));
        assertThat(decide(command(Command.Kind.FENCE_KILL, 3, BOOT), in(3, State.STOPPED)))
                .isEqualTo(new FenceDecision.Kill(7));
        assertThat(decide(command(Command.Kind.FENCE_READ_ONLY, 3, BOOT), in(3, State.RUNNING)))
                .isEqualTo(new FenceDecision.MakeReadOnly(7));
    }

    @Test
    void an_epoch_newer_than_the_one_held_is_obeyed() {
        assertThat(decide(command(Command.Kind.FENCE_KILL, 4, BOOT), in(3, State.RUNNING)))
                .isEqualTo(new FenceDecision.Kill(7));
    }

    @Test
    void an_older_epoch_is_refused() {
        assertThat(reason(command(Command.Kind.FENCE_KILL, 2, BOOT), in(3, State.RUNNING)))
                .isEqualTo("it ends epoch 2; epoch 3 is held here");
    }

    @Test
    void another_start_of_the_server_is_refused() {
        assertThat(reason(command(Command.Kind.FENCE_KILL, 3, "h:7:99"), in(3, State.RUNNING)))
                .isEqualTo("it is for boot id h:7:99; the server here is h:7:100, RUNNING");
        assertThat(reason(command(Command.Kind.FENCE_KILL, 3, null), in(3, State.RUNNING)))
                .isEqualTo("it names no boot id");
        assertThat(reason(command(Command.Kind.FENCE_KILL, 3, BOOT), new Situation(new Epoch(3), null, true, 0, 0)))
                .isEqualTo("no server process has been seen here");
    }

    @Test
    void a_server_that_has_ended_is_proof_enough_also_when_it_comes_late() {
        Situation late = new Situation(new Epoch(3), new ServerProcess(7, BOOT, State.ENDED), false, 99_000, 99_000);
        assertThat(decide(command(Command.Kind.FENCE_KILL, 3, BOOT), late)).isInstanceOf(FenceDecision.Proven.class);
    }

    @Test
    void an_expired_command_ends_nothing() {
        ServerProcess running = new ServerProcess(7, BOOT, State.RUNNING);
        Command command = command(Command.Kind.FENCE_KILL, 3, BOOT);
        assertThat(reason(command, new Situation(new Epoch(3), running, true, 1_001, 0)))
                .startsWith("it has expired");
        assertThat(reason(command, new Situation(new Epoch(3), running, true, 0, 6_001)))
                .startsWith("it has expired");
        assertThat(decide(command, new Situation(new Epoch(3), running, true, 1_000, 6_000)))
                .isEqualTo(new FenceDecision.Kill(7));
        assertThat(decide(command, new Situation(new Epoch(3), running, true, 0, -60_000)))
                .isEqualTo(new FenceDecision.Kill(7));
    }

    @Test
    void an_agent_that_may_not_fence_says_so() {
        Situation situation = new Situation(new Epoch(3), new ServerProcess(7, BOOT, State.RUNNING), false, 0, 0);
        assertThat(reason(command(Command.Kind.FENCE_KILL, 3, BOOT), situation)).contains("agent.fencing");
    }

    private static FenceDecision decide(Command command, Situation situation) {
        return FenceRules.decide(command, situation);
    }

    private static String reason(Command command, Situation situation) {
        return ((FenceDecision.Refuse) decide(command, situation)).reason();
    }

    private static Situation in(long epoch, State state) {
        return new Situation(new Epoch(epoch), new ServerProcess(7, BOOT, state), true, 0, 0);
    }

    private static Command command(Command.Kind kind, long epoch, @Nullable String bootId) {
        return new Command("c1", kind, "orders", "orders-a", new Epoch(epoch), bootId, "i", 0, 1_000, null);
    }
}
