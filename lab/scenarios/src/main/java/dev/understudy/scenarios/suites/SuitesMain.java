package dev.understudy.scenarios.suites;

import dev.understudy.stage.Distribution;
import dev.understudy.stage.MysqlLocator;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab/scenarios/suites --engine E --report FILE}. */
@Command(
        name = "suites",
        mixinStandardHelpOptions = true,
        description = "Plays the primary's side of a server's own test suite, and compares the standby.")
public final class SuitesMain implements Callable<Integer> {

    @Option(names = "--engine", required = true, description = "mysql or mariadb.")
    private String engine = "mysql";

    @Option(names = "--report", required = true, paramLabel = "FILE", description = "Where the JSON goes.")
    private Path report = Path.of("suites.json");

    @Option(
            names = "--files",
            paramLabel = "GLOB",
            description =
                    "Which files, by their path in the suite (default: replication and binlog suites). Repeatable.")
    private List<String> globs = new ArrayList<>();

    @Option(names = "--suites", paramLabel = "DIR", description = "Where scripts/fetch-suites has put them.")
    private @Nullable Path suites;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "The longest that a file is played (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--every", defaultValue = "1", description = "Every N-th file only (default: ${DEFAULT-VALUE}).")
    private int every = 1;

    private SuitesMain() {}

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new SuitesMain());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("suites: " + failure.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    /** 0 where every file that was tried is identical, or halted and said why; 6 where a standby was different. */
    @Override
    public Integer call() throws Exception {
        Suite suite = Suite.of(engine, Optional.ofNullable(suites));
        List<Path> files = suite.files(globs.isEmpty() ? List.of("suite/{rpl,binlog}*/t/*.test") : globs);
        Path folder = Path.of("target", "runs", "suites-" + engine + "-" + System.currentTimeMillis());
        List<FileResult> results = new ArrayList<>();
        Report soFar = new Report(engine, results);
        try (Stage stage = Stage.open(RunFolder.create(folder))) {
            Servers servers = Servers.start(stage, binaries(), suite.folder().resolve("std_data"));
            try (Season season = new Season(servers, suite, Duration.ofSeconds(seconds))) {
                for (int i = 0; i < files.size(); i += every) {
                    FileResult result = season.play(files.get(i));
                    results.add(result);
                    say(i + 1, files.size(), result);
                    soFar.write(report);
                }
            }
        }
        System.out.print(soFar.table());
        return soFar.counts().containsKey(Outcome.DIFFERENT) || soFar.counts().containsKey(Outcome.STUCK) ? 6 : 0;
    }

    private ServerBinaries binaries() throws IOException, SQLException {
        return engine.equals("mariadb")
                ? ServerBinaries.mariadb(Distribution.find())
                : new MysqlLocator(System.getenv()).findOrFetch(null, Distribution.find());
    }

    private static void say(int number, int of, FileResult result) {
        System.out.printf(
                "%4d/%d %-16s %s (%d statements, %d looks)%s%n",
                number,
                of,
                result.outcome().name().toLowerCase(Locale.ROOT),
                result.file(),
                result.statements(),
                result.looks(),
                result.reason().isEmpty() ? "" : ": " + result.reason());
    }
}
