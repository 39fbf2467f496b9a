package dev.understudy.cli.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.cli.ConfigOption;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Moments;
import dev.understudy.cli.Output;
import dev.understudy.events.Maintenance;
import dev.understudy.events.RecordCodec;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which nodes are worked on. */
@Command(name = "show", description = "Lists what is in maintenance now, until when, by whom and what for.")
final class MaintenanceShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() {
        long now = System.currentTimeMillis();
        List<Maintenance> inForce = MaintenanceLog.of(config.read().kafka()).read().stream()
                .filter(word -> word.isInForce(now))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (inForce.isEmpty() && output == Output.TABLE) {
            out.println("Nothing is in maintenance.");
        }
        for (Maintenance word : inForce) {
            out.println(output == Output.JSON ? new String(RecordCodec.MAINTENANCE.encode(word), UTF_8) : line(word));
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static String line(Maintenance word) {
        return String.format(
                        Locale.ROOT,
                        "%-20s %-20s until %s  %s  %s",
                        word.scope(),
                        word.node(),
                        Moments.shown(Instant.ofEpochMilli(word.until())),
                        word.by(),
                        word.reason())
                .stripTrailing();
    }
}
