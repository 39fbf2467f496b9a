package dev.understudy.scenarios;

import dev.understudy.events.Address;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** {@code sysbench oltp_read_write} as a child process. Where the machine has none, an assumption fails, and in CI the test. */
final class Sysbench implements AutoCloseable {

    static final int ROWS = 2_000;

    /** A report each second: {@code [ 3s ] thds: 2 tps: 120.00 ...}. */
    private static final Pattern REPORT = Pattern.compile("tps: ([0-9.]+)");

    private final Process process;
    private final Path log;

    private Sysbench(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Makes its table and fills it. */
    static void prepare(Address server, String user, String password, Path log)
            throws IOException, InterruptedException {
        Process process = launch(server, user, password, log, "prepare");
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("sysbench prepare failed: " + Files.readString(log));
        }
    }

    /** Begins, until its server is gone or it is closed. */
    static Sysbench start(Address server, String user, String password, Path log) throws IOException {
        return new Sysbench(launch(server, user, password, log, "run"), log);
    }

    private static Process launch(Address server, String user, String password, Path log, String command)
            throws IOException {
        boolean found = false;
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            found |= Files.isExecutable(Path.of(folder, "sysbench"));
        }
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("no sysbench on the PATH: install the package of that name");
        }
        Assumptions.assumeTrue(found, "no sysbench on the PATH; it is a package of that name");
        List<String> line = new ArrayList<>(List.of(
                "sysbench",
                "oltp_read_write",
                "--db-driver=mysql",
                "--mysql-host=" + server.host(),
                "--mysql-port=" + server.port(),
                "--mysql-user=" + user,
                "--mysql-password=" + password,
                "--mysql-db=" + user,
                "--tables=1",
                "--table-size=" + ROWS,
                "--threads=2",
                "--time=600",
                "--report-interval=1",
                "--db-ps-mode=disable",
                command));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** How many transactions its reports tell of. */
    long committed() throws IOException {
        double sum = 0;
        Matcher report = REPORT.matcher(Files.readString(log));
        while (report.find()) {
            sum += Double.parseDouble(report.group(1));
        }
        return Math.round(sum);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
