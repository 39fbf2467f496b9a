package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private RunFolder run;

    @BeforeEach
    void makeFolder() {
        run = RunFolder.create(folder.resolve("run"));
    }

    private Stage stage() {
        return Stage.open(run, new Distribution(folder));
    }

    private ChildSpec shell(String name, String script) {
        return ChildSpec.of(name, List.of("sh", "-c", script), run.log(name));
    }

    @Test
    void a_child_that_ends_too_early_is_reported_with_its_log() {
        try (Stage stage = stage()) {
            ChildProcess child = stage.startUnlisted(shell("broken", "echo no disk; exit 3"));
            assertThatThrownBy(() -> child.awaitReady("answers", PATIENCE, () -> false))
                    .isInstanceOf(StageException.class)
                    .hasMessageContaining("broken ended with status 3 before it answers")
                    .hasMessageContaining(run.log("broken").toString())
                    .hasMessageContaining("no disk");
        }
    }

    @Test
    void an_exhausted_patience_names_the_condition() {
        try (Stage stage = stage()) {
            ChildProcess child = stage.startUnlisted(shell("slow", "sleep 60"));
            assertThatThrownBy(() -> child.awaitReady("answers on port 1", Duration.ofMillis(50), () -> false))
                    .hasMessageContaining("still not true that slow answers on port 1");
        }
    }

    @Test
    void a_program_that_is_not_there_is_one_clear_line() {
        try (Stage stage = stage()) {
            ChildProcess child =
                    stage.startUnlisted(ChildSpec.of("gone", List.of("/no/such/program"), run.log("gone")));
            assertThatThrownBy(() -> child.awaitReady("runs", PATIENCE, () -> false))
                    .hasMessageContaining("/no/such/program");
        } catch (StageException e) {
            // Without setsid it is the start itself that fails.
            assertThat(e).hasMessageContaining("/no/such/program");
        }
    }

    @Test
    void a_stopped_child_stands_still_until_it_may_go_on() {
        try (Stage stage = stage()) {
            ChildProcess child = stage.startUnlisted(shell("sleeper", "sleep 60"));
            child.signal(Signal.STOP);
            child.awaitReady("is stopped", PATIENCE, () -> state(child).equals("T"));
            child.signal(Signal.CONT);
            child.awaitReady("goes on", PATIENCE, () -> !state(child).equals("T"));
        }
    }

    @Test
    void one_that_ignores_sigterm_is_killed_and_a_frozen_one_too() {
        try (Stage stage = stage()) {
            ChildProcess deaf = stage.startUnlisted(shell("deaf", "trap '' TERM; echo set; while :; do sleep 1; done"));
            deaf.awaitReady("has set its trap", PATIENCE, () -> size(deaf.log()) > 0);
            deaf.signal(Signal.STOP);
            deaf.stop(Duration.ofMillis(100));
            assertThat(deaf.alive()).isFalse();
            assertThat(deaf.exitStatus()).hasValue(137);
        }
    }

    @Test
    void closing_the_stage_leaves_no_child_and_may_be_repeated() {
        Stage stage = stage();
        List<ChildProcess> children = List.of(
                stage.start(shell("one", "sleep 60"), "service", Map.of("http", 1), null),
                stage.startUnlisted(shell("two", "trap '' TERM; sleep 60")));
        stage.close();
        stage.close();
        assertThat(children).noneMatch(ChildProcess::alive);
        assertThatThrownBy(() -> stage.startUnlisted(shell("three", "true"))).hasMessageContaining("closed");
    }

    @Test
    void the_run_file_tells_the_processes_and_the_facts() {
        try (Stage stage = stage()) {
            stage.start(shell("orders-a", "sleep 60"), "database", Map.of("sql", 3306), folder);
            ChildProcess again = stage.start(shell("orders-a", "sleep 60"), "database", Map.of("sql", 3306), folder);
            run.note("engine", "mariadb");
            Run read = RunFolder.read(run.path());
            assertThat(read.facts()).containsEntry("engine", "mariadb");
            assertThat(read.processes()).hasSize(1);
            assertThat(read.process("orders-a").pid()).isEqualTo(again.pid());
            assertThatThrownBy(() -> read.process("orders-c")).hasMessageContaining("[orders-a]");
            assertThatThrownBy(() -> RunFolder.create(run.path())).hasMessageContaining("holds a run already");
        }
    }

    @Test
    void released_children_live_on_when_the_stage_is_closed() {
        Stage stage = stage();
        ChildProcess child = stage.startUnlisted(shell("kept", "sleep 60"));
        stage.release();
        stage.close();
        assertThat(child.alive()).isTrue();
        child.close();
    }

    private static String state(ChildProcess child) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
        } catch (java.io.IOException e) {
            return "gone";
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (java.io.IOException e) {
            return 0;
        }
    }
}
