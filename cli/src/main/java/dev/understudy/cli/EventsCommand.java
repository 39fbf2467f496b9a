package dev.understudy.cli;

import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints verdicts, recovery steps and routes as one stream. */
@Command(
        name = "events",
        description = "Prints faults, recovery steps, routes and maintenances in the order of their topics.")
final class EventsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--follow", description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() {
        Configuration configuration = config.read();
        KafkaSetup.requireBroker(configuration.kafka(), Durations.parse("10s"));
        PrintWriter out = spec.commandLine().getOut();
        try (EventTail tail = EventTail.fromTheBeginning(configuration.kafka())) {
            do {
                for (SystemEvent event : tail.poll(Duration.ofMillis(300))) {
                    out.println(output == Output.JSON ? event.json() : event.line());
                }
                out.flush();
            } while (follow || !tail.atTheEnd());
        }
        return ExitStatus.OK;
    }
}
