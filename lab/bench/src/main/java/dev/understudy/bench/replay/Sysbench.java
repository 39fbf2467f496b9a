package dev.understudy.bench.replay;

import dev.understudy.stage.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's {@code sysbench}: its oltp_write_only, four tables of 50,000 rows, uniform. */
final class Sysbench {

    private final DatabaseServer server;
    private final Path log;

    Sysbench(DatabaseServer server, Path log) {
        this.server = server;
        this.log = log;
    }

    void prepare() throws Exception {
        run(List.of("prepare"));
    }

    /** So many transactions of four rows. */
    void transactions(int count) throws Exception {
        run(List.of("--threads=8", "--events=" + count, "--time=0", "--rand-type=uniform", "run"));
    }

    private void run(List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "sysbench",
                "oltp_write_only",
                "--db-driver=mysql",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + server.port(),
                "--mysql-user=root",
                "--mysql-password="
                        + Files.readString(server.rootPasswordFile()).strip(),
                "--mysql-db=sbtest",
                "--tables=4",
                "--table-size=50000"));
        command.addAll(more);
        try {
            int status = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("sysbench ended with status " + status + "; it says why in " + log);
            }
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " (Debian's package is sysbench)", e);
        }
    }
}
