package dev.understudy.bench;

import dev.understudy.bench.capacity.CapacityBench;
import dev.understudy.bench.clients.ClientsBench;
import dev.understudy.bench.commit.CommitBench;
import dev.understudy.bench.detector.DetectorBench;
import dev.understudy.bench.drill.DrillBench;
import dev.understudy.bench.failover.FailoverBench;
import dev.understudy.bench.plot.PlotCommand;
import dev.understudy.bench.replay.ReplayBench;
import dev.understudy.bench.router.RouterBench;
import dev.understudy.bench.seed.SeedBench;
import dev.understudy.bench.simulation.SimulationBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lab/bench/run NAME --report FILE}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Understudy beside its peers, in interleaved rounds.",
        subcommands = {
            FailoverBench.class,
            CapacityBench.class,
            ClientsBench.class,
            CommitBench.class,
            DetectorBench.class,
            DrillBench.class,
            ReplayBench.class,
            RouterBench.class,
            SeedBench.class,
            SimulationBench.class,
            PlotCommand.class
        })
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new BenchMain());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            String reason = failure.getMessage();
            command.getErr()
                    .println("bench: "
                            + (reason == null
                                    ? failure
                                    : reason.lines().findFirst().orElse("")));
            return 1;
        });
        System.exit(commandLine.execute(args));
    }
}
