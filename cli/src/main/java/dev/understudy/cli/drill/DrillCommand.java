package dev.understudy.cli.drill;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.quickstart.DurabilityConverter;
import dev.understudy.cli.quickstart.EngineChoice;
import dev.understudy.cli.quickstart.ReportFile;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries, again and again, to lose something. */
@Command(
        name = "drill",
        description =
                "Starts everything for real with three nodes, and plays rounds on it: money is moved, something dies at a"
                        + " drawn moment, and afterwards every acknowledged transfer, the total, both standbys and the certificate are"
                        + " looked at.",
        footer = {"", "Exit status: 0 where every promise was kept in every round; 1 where not."})
public final class DrillCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private EngineChoice servers = new EngineChoice();

    @Option(names = "--rounds", defaultValue = "10", description = "How many (default: ${DEFAULT-VALUE}).")
    private int rounds = 10;

    @Option(
            names = "--first",
            defaultValue = "1",
            description = "The number of the first one; with --rounds 1 and the seed it plays one again.")
    private int first = 1;

    @Option(names = "--seed", description = "Draws the same rounds again; a new one if not given.")
    private @Nullable Long seed;

    @Option(
            names = "--durability",
            defaultValue = "zero-loss",
            converter = DurabilityConverter.class,
            description = "zero-loss or asynchronous (default: ${DEFAULT-VALUE}).")
    private Durability durability = Durability.ZERO_LOSS;

    @Option(
            names = "--only",
            paramLabel = "TROUBLE",
            converter = TroubleConverter.class,
            description = "Draw only this one; may be given more than once: ${COMPLETION-CANDIDATES}.",
            completionCandidates = TroubleConverter.class)
    private List<Trouble> only = List.of();

    @Mixin
    private ReportFile report = new ReportFile();

    @Option(names = "--run", paramLabel = "DIR", description = "The run's folder (default: a new one in runs/).")
    private @Nullable Path run;

    @Option(names = "--keep-going", description = "Go on after a round that broke a promise.")
    private boolean keepGoing;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || first < 1) {
            throw new CommandFailure(ExitStatus.USAGE, "--rounds and --first are at least 1");
        }
        if (!Trouble.in(durability).containsAll(only)) {
            throw new CommandFailure(
                    ExitStatus.USAGE, "--only: in " + durability + " mode there are " + Trouble.in(durability));
        }
        Path folder = run == null ? Path.of("runs", "drill-" + System.currentTimeMillis()) : run;
        PrintWriter out = spec.commandLine().getOut();
        long drawn = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
        List<DrillReport.Played> played = new ArrayList<>();
        RunFolder runFolder;
        try {
            runFolder = RunFolder.create(folder);
        } catch (StageException e) {
            // Nothing has begun.
            throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()));
        }
        try (Stage stage = Stage.open(runFolder)) {
            out.printf("seed %d, %s, %s%n", drawn, servers.engine(), durability);
            out.flush();
            try (Drill drill = Drill.begin(stage, servers.binaries(stage), durability, line -> say(out, line))) {
                play(drill, drawn, played, out);
            }
        } catch (StageException e) {
            again(out, drawn, first + played.size());
            throw new CommandFailure(ExitStatus.FAILED, e.getMessage() + "\nThe logs are in " + folder.resolve("logs"));
        }
        DrillReport result = DrillReport.of(servers.engine(), durability.toString(), drawn, played);
        out.print(result.text());
        out.flush();
        return result.verdict().equals("ok") ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void play(Drill drill, long drawn, List<DrillReport.Played> played, PrintWriter out)
            throws InterruptedException, SQLException {
        for (int number = first; number < first + rounds; number++) {
            DrillReport.Played round = drill.play(Round.draw(drawn, number, durability, only));
            played.add(round);
            say(out, round.line());
            round.wrong().forEach(wrong -> say(out, "       BROKEN: " + wrong));
            report.write(DrillReport.of(servers.engine(), durability.toString(), drawn, played)::write);
            if (!round.wrong().isEmpty()) {
                again(out, drawn, number);
                if (!keepGoing) {
                    return;
                }
            }
        }
    }

    private void again(PrintWriter out, long drawn, int number) {
        StringBuilder choice = new StringBuilder();
        only.forEach(trouble -> choice.append(" --only ").append(trouble));
        say(
                out,
                String.format(
                        Locale.ROOT,
                        "       once more: ./understudy drill --engine %s --durability %s --seed %d --first %d --rounds 1%s",
                        servers.engine(),
                        durability,
                        drawn,
                        number,
                        choice));
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
