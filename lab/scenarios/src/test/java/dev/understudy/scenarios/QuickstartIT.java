package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.stage.Distribution;
import dev.understudy.stage.RunEntry;
import dev.understudy.stage.RunFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a newcomer runs it: a process of its own, its output, its report, and what it leaves behind. */
class QuickstartIT {

    private static final long PATIENCE_SECONDS = 170;

    @TempDir
    Path folder;

    @Test
    void a_kept_run_reports_shows_itself_and_ends() throws Exception {
        Path run = folder.resolve("run");
        Path report = folder.resolve("report.json");
        Ended quickstart = understudy(
                "quickstart",
                "--before",
                "2s",
                "--after",
                "3s",
                "--keep",
                "--run",
                run.toString(),
                "--report",
                report.toString());
        try {
            assertThat(quickstart.status()).as(quickstart.output()).isZero();
            assertThat(quickstart.output()).contains("no acknowledged order was lost");
            contract(new ObjectMapper().readTree(report.toFile()));

            Ended status = understudy("status", "--run", run.toString());
            assertThat(status.status()).isZero();
            assertThat(status.output()).contains("router", "recovery", "kafka").contains("writer orders-b");

            Ended certificate = understudy(
                    "certificate", "--config", run.resolve("etc/recovery.yaml").toString());
            assertThat(certificate.status()).as(certificate.output()).isZero();
            assertThat(certificate.output())
                    .contains("fail-over of orders from orders-a to orders-b, epoch 2")
                    .containsPattern("(?m)^  lost +nothing$")
                    .containsPattern("(?m)^  unknown +nothing$")
                    .contains("the journal's end");
        } finally {
            Ended stop = understudy("stop", "--run", run.toString());
            assertThat(stop.output()).contains("Ended 12 processes");
        }
        assertThat(alive(run)).isEmpty();
    }

    @Test
    void an_interrupted_run_ends_every_child() throws Exception {
        Path run = folder.resolve("run");
        Process quickstart = start(folder.resolve("output"), "quickstart", "--run", run.toString());
        try {
            Scene.await("several children run", () -> alive(run).size() >= 6);
        } finally {
            // What Ctrl-C sends.
            new ProcessBuilder("sh", "-c", "kill -INT " + quickstart.pid())
                    .start()
                    .waitFor();
        }
        assertThat(quickstart.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(quickstart.exitValue()).isEqualTo(130);
        Scene.await("no child is left", () -> alive(run).isEmpty());
    }

    private static void contract(JsonNode report) {
        assertThat(report.path("engine").asText()).isEqualTo("mariadb");
        assertThat(report.at("/fault/kind").asText()).isEqualTo("kill");
        assertThat(report.at("/fault/node").asText()).isEqualTo("orders-a");
        assertThat(report.at("/fault/at").asLong()).isPositive();
        List<String> events = StreamSupport.stream(report.path("timeline").spliterator(), false)
                .map(entry -> entry.path("event").asText())
                .toList();
        assertThat(events)
                .containsSubsequence(
                        "fault-injected",
                        "suspected",
                        "confirmed",
                        "fenced",
                        "drained",
                        "promoted",
                        "routed",
                        "first-acknowledged");
        assertThat(report.path("writeOutageMs").asLong()).isPositive();
        assertThat(report.path("worstClientMs").asLong()).isPositive();
        for (String count : List.of("acknowledged", "lost", "duplicated", "rejected", "unknown")) {
            assertThat(report.path("orders").path(count).isIntegralNumber())
                    .as(count)
                    .isTrue();
        }
        assertThat(report.at("/orders/lost").asLong()).isZero();
        assertThat(report.at("/orders/duplicated").asLong()).isZero();
        assertThat(report.at("/connections/refused").asLong()).isZero();
        assertThat(report.at("/connections/held").asLong()).isPositive();
        assertThat(report.at("/standby/identical").asBoolean()).isTrue();
        assertThat(report.at("/standby/tables").asLong()).isEqualTo(3);
        assertThat(report.at("/epoch/before").asLong()).isEqualTo(1);
        assertThat(report.at("/epoch/after").asLong()).isEqualTo(2);
        assertThat(report.path("verdict").asText()).isEqualTo("ok");
        assertThat(report.path("reasons")).isEmpty();
    }

    /** A command that has ended. */
    private record Ended(int status, String output) {}

    private Ended understudy(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(output, arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError(String.join(" ", arguments) + " takes too long:\n" + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private static Process start(Path output, String... arguments) throws IOException {
        // Whoever runs the tests in the background may have them ignore SIGINT, and all that they start with them.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Distribution.find().jar().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static List<String> alive(Path run) {
        if (!Files.exists(run.resolve("run.json"))) {
            return List.of();
        }
        return RunFolder.read(run).processes().stream()
                .filter(entry -> ProcessHandle.of(entry.pid())
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .map(RunEntry::name)
                .toList();
    }
}
