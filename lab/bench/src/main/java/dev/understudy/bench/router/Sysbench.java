package dev.understudy.bench.router;

import dev.understudy.bench.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Debian's {@code sysbench}.
 *
 * @param script one of its own, such as {@code oltp_point_select}, which work on tables, or a file
 * @param threads each with a connection
 * @param password a file with root's
 */
record Sysbench(String name, String script, int threads, Path password) implements Workload {

    /** Connect, ask one thing, and leave; the scripts that come with it keep their connections. */
    private static final String CHURN = """
            function thread_init()
              driver = sysbench.sql.driver()
            end
            function event()
              local connection = driver:connect()
              connection:query("SELECT 1")
              connection:disconnect()
            end
            """;

    private static final Pattern QUERIES = Pattern.compile("queries: +(\\d+) ");
    private static final Pattern PER_SECOND = Pattern.compile("queries: +\\d+ +\\(([0-9.]+) per sec");
    private static final Pattern P99 = Pattern.compile("99th percentile: +([0-9.]+)");
    private static final Pattern IGNORED = Pattern.compile("ignored errors: +(\\d+) ");

    /**
     * The loads of the peers' table.
     *
     * @param folder where a script can be put
     */
    static List<Sysbench> all(Path password, Path folder) throws IOException {
        Path churn = Files.writeString(folder.resolve("churn.lua"), CHURN);
        return List.of(
                new Sysbench("point_select_8", "oltp_point_select", 8, password),
                new Sysbench("point_select_64", "oltp_point_select", 64, password),
                new Sysbench("read_write_8", "oltp_read_write", 8, password),
                new Sysbench("read_write_64", "oltp_read_write", 64, password),
                new Sysbench("churn_8", churn.toString(), 8, password));
    }

    /** Makes the tables. */
    List<String> prepare(int port) throws IOException {
        List<String> command = base(port);
        command.add("prepare");
        return command;
    }

    @Override
    public List<String> command(Way way, Duration time) throws IOException {
        List<String> command = base(way.database());
        command.addAll(List.of(
                "--threads=" + threads,
                "--time=" + time.toSeconds(),
                "--percentile=99",
                "--rand-type=uniform",
                // Those of a deadlock between two of its own transactions.
                "--mysql-ignore-errors=1213",
                "run"));
        return command;
    }

    private List<String> base(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sysbench",
                script,
                "--db-driver=mysql",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + port,
                "--mysql-user=root",
                "--mysql-password=" + Files.readString(password).strip(),
                "--mysql-db=sbtest"));
        if (script.startsWith("oltp_")) {
            command.addAll(List.of("--tables=4", "--table-size=10000"));
        }
        return command;
    }

    @Override
    public Outcome read(String text) throws IOException {
        Printed printed = new Printed("sysbench", text);
        if (!"oltp_read_write".equals(script) && printed.number(IGNORED) > 0) {
            throw new IOException("sysbench met errors where none can be: " + text);
        }
        return new Outcome((long) printed.number(QUERIES), printed.number(PER_SECOND), printed.number(P99));
    }
}
