package dev.understudy.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a JVM that has a child, kills that JVM, and looks for the child. */
class ChildGuardTest {

    @TempDir
    Path folder;

    /** What runs in the JVM that is killed. */
    static final class Owner {

        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            RunFolder run = RunFolder.create(folder.resolve("run"));
            Stage stage = Stage.open(run, new Distribution(folder));
            ChildProcess child = stage.startUnlisted(ChildSpec.of("child", List.of("sleep", "60"), run.log("child")));
            Files.writeString(folder.resolve("pid.new"), Long.toString(child.pid()));
            Files.move(folder.resolve("pid.new"), folder.resolve("pid"));
            child.awaitEnd(Duration.ofMinutes(1));
        }
    }

    @Test
    void no_child_outlives_a_jvm_that_was_killed() throws Exception {
        assertThat(childAfter(Process::destroyForcibly)).isEmpty();
    }

    @Test
    void no_child_outlives_a_jvm_that_was_asked_to_end() throws Exception {
        assertThat(childAfter(Process::destroy)).isEmpty();
    }

    private java.util.Optional<ProcessHandle> childAfter(java.util.function.Consumer<Process> death) throws Exception {
        Process owner = new ProcessBuilder(
                        Tools.java(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Owner.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Path pidFile = folder.resolve("pid");
        while (!Files.exists(pidFile)) {
            assertThat(owner.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
        death.accept(owner);
        owner.waitFor();
        child.onExit().get(10, TimeUnit.SECONDS);
        return ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive);
    }
}
