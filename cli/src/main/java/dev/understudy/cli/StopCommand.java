package dev.understudy.cli;

import dev.understudy.cli.control.RunningProcess;
import dev.understudy.stage.Run;
import dev.understudy.stage.RunEntry;
import dev.understudy.stage.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends what {@code quickstart --keep} has left running. */
@Command(name = "stop", description = "Ends the processes of a run that quickstart --keep left.")
final class StopCommand implements Callable<Integer> {

    /** Ours first, while what they work with is still there; the broker last. */
    private static final List<String> ORDER = List.of("service", "connect", "database", "broker");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run's folder.")
    private Path run = Path.of("");

    @Override
    public Integer call() throws Exception {
        Run found = RunFolder.read(run);
        PrintWriter out = spec.commandLine().getOut();
        int ended = 0;
        for (String kind : ORDER) {
            List<RunningProcess> running = new ArrayList<>();
            for (RunEntry entry : found.processes()) {
                if (entry.kind().equals(kind)) {
                    RunningProcess.of(entry, run).ifPresent(running::add);
                }
            }
            running.forEach(RunningProcess::askToEnd);
            running.forEach(RunningProcess::awaitEnd);
            ended += running.size();
        }
        out.println(ended == 0 ? "Nothing of this run was running." : "Ended " + ended + " processes.");
        out.flush();
        return ExitStatus.OK;
    }
}
