package dev.understudy.cli.quickstart;

import dev.understudy.cli.CommandFailure;
import dev.understudy.orders.report.QuickstartReport;
import dev.understudy.runtime.config.ClusterConfig.Durability;
import dev.understudy.runtime.config.Durations;
import dev.understudy.stage.RunFolder;
import dev.understudy.stage.ServerBinaries;
import dev.understudy.stage.Stage;
import dev.understudy.stage.StageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, end to end, on this machine: the primary dies, the orders keep coming. */
@Command(
        name = "quickstart",
        description = "Starts everything for real, places orders, ends the primary, and reports what became of them.")
public final class QuickstartCommand implements Callable<Integer> {

    private static final int OK = 0;
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private EngineChoice servers = new EngineChoice();

    @Option(
            names = "--fault",
            defaultValue = "kill",
            description = "kill, hang, vanish (its disk and agent too) or none (default: ${DEFAULT-VALUE}).")
    private FaultChoice fault = FaultChoice.KILL;

    @Option(
            names = "--durability",
            defaultValue = "zero-loss",
            converter = DurabilityConverter.class,
            description = "zero-loss, where a commit waits for Kafka, or asynchronous (default: ${DEFAULT-VALUE}).")
    private Durability durability = Durability.ZERO_LOSS;

    @Option(names = "--rate", defaultValue = "200", description = "Orders a second (default: ${DEFAULT-VALUE}).")
    private int rate = 200;

    @Option(names = "--clients", defaultValue = "16", description = "Customers at once (default: ${DEFAULT-VALUE}).")
    private int clients = 16;

    @Option(
            names = "--before",
            defaultValue = "5s",
            description = "How long orders flow before the fault (default: ${DEFAULT-VALUE}).")
    private String before = "5s";

    @Option(
            names = "--after",
            defaultValue = "10s",
            description = "How long they flow after it (default: ${DEFAULT-VALUE}).")
    private String after = "10s";

    @Mixin
    private ReportFile report = new ReportFile();

    @Option(names = "--run", paramLabel = "DIR", description = "The run's folder (default: a new one in runs/).")
    private @Nullable Path run;

    @Option(names = "--keep", description = "Leave everything running, and say where.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        if (rate < 1 || clients < 1) {
            throw new CommandFailure(2, "--rate and --clients are at least 1");
        }
        if (fault == FaultChoice.VANISH && durability == Durability.ASYNCHRONOUS) {
            throw new CommandFailure(
                    2,
                    "--fault vanish takes the disk with it: what was acknowledged last is kept with --durability zero-loss");
        }
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out);
        Path folder = run == null ? Path.of("runs", "run-" + System.currentTimeMillis()) : run;
        RunFolder runFolder;
        try {
            runFolder = RunFolder.create(folder);
        } catch (StageException e) {
            throw new CommandFailure(2, String.valueOf(e.getMessage()));
        }
        try (Stage stage = Stage.open(runFolder)) {
            ServerBinaries binaries = servers.binaries(stage);
            Rehearsal rehearsal = new Rehearsal(
                    new Rehearsal.Script(
                            fault, durability, rate, clients, Durations.parse(before), Durations.parse(after)),
                    progress);
            QuickstartReport result = rehearsal.play(stage, binaries);
            progress.end();
            out.println();
            out.print(result.text());
            out.flush();
            report.write(result::write);
            if (keep) {
                out.println();
                out.println("Everything is left running: ./understudy status --run " + folder + " shows it,");
                out.println("and ./understudy stop --run " + folder + " ends it.");
                out.println("Each process with its pid, ports and log is in " + folder.resolve("run.json"));
                stage.release();
            }
            out.flush();
            return result.verdict().equals("ok") ? OK : FAILED;
        } catch (StageException e) {
            progress.end();
            throw new CommandFailure(
                    FAILED,
                    e.getMessage() + "\nThe logs are in " + runFolder.path().resolve("logs"));
        }
    }
}
