package dev.understudy.bench.clients;

import dev.understudy.bench.Programs;
import dev.understudy.stage.DatabaseServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * sysbench with the statements of its own {@code oltp_write_only}, eight threads, which go on after every error. Each transaction writes
 * a mark too, and its id is printed when it is committed.
 */
final class SysbenchClients implements Crowd {

    static final String NAME = "sysbench";

    private static final int THREADS = 8;
    private static final int IDS_EACH = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** It says why it is there. */
    private static final String SCRIPT = "marked.lua";

    private final Diary diary = new Diary();
    private final Process process;
    private final Thread reader;
    private final SysbenchLines lines = new SysbenchLines(diary);

    /**
     * Starts it.
     *
     * @param time for how long it works
     */
    SysbenchClients(Door door, Duration time) throws IOException {
        Path script = door.folder().resolve(SCRIPT);
        try (InputStream text = Objects.requireNonNull(SysbenchClients.class.getResourceAsStream(SCRIPT))) {
            Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = base(script.toString(), door.router().port(), door.user(), door.password());
        command.addAll(List.of(
                "--threads=" + THREADS,
                "--time=" + time.toSeconds(),
                "--rand-type=uniform",
                "--db-ps-mode=disable",
                "--first-id=" + door.ids().getAndAdd((THREADS + 1L) * IDS_EACH),
                "run"));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, "sysbench-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Makes its tables, on the writer itself. */
    static void prepare(DatabaseServer writer, Path log) throws IOException, InterruptedException {
        List<String> command = base(
                "oltp_write_only",
                writer.port(),
                DatabaseServer.ROOT,
                Files.readString(writer.rootPasswordFile()).strip());
        command.add("prepare");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(
                    "sysbench could not prepare its tables, status " + status + "; it says why in " + log);
        }
    }

    private static List<String> base(String script, int port, String user, String password) {
        return new ArrayList<>(List.of(
                Programs.require("sysbench", "sysbench"),
                script,
                "--db-driver=mysql",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + port,
                "--mysql-user=" + user,
                "--mysql-password=" + password,
                "--mysql-db=shop",
                "--tables=2",
                "--table-size=5000"));
    }

    private void read() {
        try (BufferedReader printed = process.inputReader()) {
            String line = printed.readLine();
            while (line != null) {
                lines.take(line, System.nanoTime());
                line = printed.readLine();
            }
        } catch (IOException e) {
            lines.take("its output cannot be read: " + e.getMessage(), System.nanoTime());
        }
    }

    @Override
    public Map<String, Diary> diaries() {
        return Map.of(NAME, diary);
    }

    /** It ends by itself; one that still tries to connect is ended. */
    @Override
    public void stop() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(
                    "sysbench did not come to its end: " + lines.rest().strip());
        }
        reader.join(PATIENCE.toMillis());
        if (process.exitValue() != 0) {
            throw new IOException("sysbench ended with status " + process.exitValue() + ": "
                    + lines.rest().strip());
        }
    }

    @Override
    public Map<String, Double> ownFigures() throws IOException {
        SysbenchOutput output = SysbenchOutput.of(lines.rest());
        return Map.of(
                "own-ignored-errors", (double) output.ignoredErrors(),
                "own-reconnects", (double) output.reconnects());
    }
}
