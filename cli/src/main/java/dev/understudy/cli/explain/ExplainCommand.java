package dev.understudy.cli.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ConfigOption;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Output;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains one incident from the topics alone. */
@Command(
        name = "explain",
        description =
                "Prints what a verdict rests on, with what each thing was compared with, and what recovery did about it.",
        footer = {"", "Exit status: 0 where the incident is known; 1 where not."})
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "INCIDENT",
            description = "As understudy events --output json names it; the newest if not given.")
    private @Nullable String incident;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws JsonProcessingException {
        KafkaConfig kafka = config.read().kafka();
        KafkaSetup.requireBroker(kafka, Durations.parse("10s"));
        Explanation explained = find(incident, read(kafka));
        PrintWriter out = spec.commandLine().getOut();
        out.print(output == Output.JSON ? json(explained) : ExplanationText.of(explained, ZoneId.systemDefault()));
        out.flush();
        return ExitStatus.OK;
    }

    /**
     * The incident that is wanted.
     *
     * @param incident null for the newest
     * @throws CommandFailure where there is none
     */
    static Explanation find(@Nullable String incident, List<SystemEvent> events) {
        Optional<String> newest = Explanation.newest(events);
        return Optional.ofNullable(incident)
                .or(() -> newest)
                .flatMap(wanted -> Explanation.of(wanted, events))
                .orElseThrow(() -> new CommandFailure(
                        ExitStatus.FAILED,
                        newest.map(known -> "there is no incident " + incident + "; the newest is " + known)
                                .orElse("there is no incident yet: no detector and no person has raised one")));
    }

    private static List<SystemEvent> read(KafkaConfig kafka) {
        List<SystemEvent> events = new ArrayList<>();
        try (EventTail tail = EventTail.fromTheBeginning(kafka)) {
            do {
                events.addAll(tail.poll(Duration.ofMillis(300)));
            } while (!tail.atTheEnd());
        }
        return events;
    }

    static String json(Explanation explained) throws JsonProcessingException {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .build()
                        .writeValueAsString(explained)
                + "\n";
    }
}
