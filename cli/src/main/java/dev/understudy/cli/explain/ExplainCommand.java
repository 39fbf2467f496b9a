package dev.understudy.cli.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ConfigOption;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Moments;
import dev.understudy.cli.NodeScope;
import dev.understudy.cli.Output;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.playback.RecordedTopics;
import dev.understudy.detector.DetectorConfig;
import dev.understudy.detector.playback.Playback;
import dev.understudy.detector.watch.Examination;
import dev.understudy.detector.watch.NodeKey;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

/** Explains one incident, or a node at a moment, from the topics alone. */
@Command(
        name = "explain",
        description =
                "Prints what a verdict rests on, with what each thing was compared with, and what recovery did about it; or, with --node, what"
                        + " was known of a node at a moment, and what each rule made of it.",
        footer = {"", "Exit status: 0 where the incident is known; 1 where not."})
public final class ExplainCommand implements Callable<Integer> {

    /** So much of what came before is read: enough to learn cadences, and to see how long anything has lasted. */
    private static final Duration BEFORE = Duration.ofMinutes(3);

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

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description =
                    "Instead of an incident: what a detector with this configuration makes of a node, also of nothing.")
    private @Nullable String node;

    @Option(
            names = "--at",
            defaultValue = "0s",
            paramLabel = "TIME",
            description = "With --node: when; so long ago, or a time with its zone (default: now).")
    private String at = "0s";

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "With --node: its cluster or service, where it is not clear.")
    private @Nullable String of;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws JsonProcessingException {
        if (node != null && incident != null) {
            throw new CommandFailure(ExitStatus.USAGE, "either an incident or --node is explained, not both");
        }
        Configuration configuration = config.read();
        KafkaConfig kafka = configuration.kafka();
        KafkaSetup.requireBroker(kafka, Durations.parse("10s"));
        return node == null ? explain(kafka) : examine(configuration, node);
    }

    private int examine(Configuration configuration, String name) throws JsonProcessingException {
        Instant now = Clock.systemUTC().instant();
        Instant moment = Moments.back("--at", at, now);
        NodeKey key = new NodeKey(NodeScope.of(configuration, name, of), name);
        long from = moment.minus(BEFORE).toEpochMilli();
        DetectorConfig detector = configuration.optional("detector", DetectorConfig.class);
        Playback playback = new Playback(detector, configuration.clusters().keySet(), from, fault -> {});
        try (RecordedTopics topics = new RecordedTopics(configuration.kafka())) {
            topics.play(from, moment.toEpochMilli(), playback::take);
        }
        playback.pass(moment.toEpochMilli());
        Examination examined = playback.examine(key)
                .orElseThrow(() -> new CommandFailure(
                        ExitStatus.FAILED,
                        "nobody spoke of " + name + " in the " + BEFORE.toSeconds() + " s before " + moment
                                + ", as far as Kafka still has it"));
        PrintWriter out = spec.commandLine().getOut();
        out.print(output == Output.JSON ? json(examined) : ExaminationText.of(examined, moment));
        out.flush();
        return ExitStatus.OK;
    }

    private int explain(KafkaConfig kafka) throws JsonProcessingException {
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

    static String json(Object explained) throws JsonProcessingException {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .serializationInclusion(JsonInclude.Include.NON_NULL)
                        .build()
                        .writeValueAsString(explained)
                + "\n";
    }
}
