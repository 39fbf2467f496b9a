package dev.understudy.cli.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ConfigOption;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Moments;
import dev.understudy.cli.Output;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.cli.playback.RecordedTopics;
import dev.understudy.detector.DetectorConfig;
import dev.understudy.detector.playback.LastGood;
import dev.understudy.detector.playback.Playback;
import dev.understudy.detector.playback.Stories;
import dev.understudy.events.Fault;
import dev.understudy.events.SelfReport;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a detector's configuration on what came through the topics. */
@Command(
        name = "backtest",
        description = {
            "Shows the heartbeats that Kafka still has to a detector with the given configuration, in virtual time, and compares"
                    + " what it says with what detectors said then, or with what another configuration says.",
            "Nothing is written. A pause of a detector's own, or of Kafka, does not happen again."
        })
public final class BacktestCommand implements Callable<Integer> {

    /** A detector learns in that time how often each reporter is heard. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--from",
            defaultValue = "1h",
            paramLabel = "TIME",
            description = "How long ago it begins, such as 30m, or a time with its zone (default: ${DEFAULT-VALUE}).")
    private String from = "1h";

    @Option(names = "--to", paramLabel = "TIME", description = "The same of its end; now if not given.")
    private @Nullable String to;

    @Option(
            names = "--today",
            paramLabel = "FILE",
            description = "The configuration to compare with; if not given, the verdicts that were published.")
    private @Nullable Path today;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws JsonProcessingException {
        Instant now = Clock.systemUTC().instant();
        Instant begin = Moments.back("--from", from, now);
        Instant end = to == null ? now : Moments.back("--to", to, now);
        if (!begin.isBefore(end)) {
            throw new CommandFailure(ExitStatus.USAGE, "--from is before --to");
        }
        Configuration candidate = config.read();
        Configuration other = today == null ? null : Configuration.read(today, System.getenv());
        KafkaConfig kafka = candidate.kafka();
        KafkaSetup.requireBroker(kafka, Durations.parse("10s"));
        long first = begin.minus(WARM_UP).toEpochMilli();
        Stories tried = new Stories();
        Stories compared = new Stories();
        List<Playback> plays = new ArrayList<>(List.of(play(candidate, first, tried)));
        if (other != null) {
            plays.add(play(other, first, compared));
        }
        LastGood lastGood = new LastGood();
        long heartbeats;
        try (RecordedTopics topics = new RecordedTopics(kafka)) {
            heartbeats = topics.play(first, end.toEpochMilli(), record -> {
                if (record.record() instanceof SelfReport report) {
                    lastGood.take(report, record.at());
                }
                plays.forEach(play -> play.take(record));
            });
        }
        if (heartbeats == 0) {
            throw new CommandFailure(
                    ExitStatus.FAILED,
                    "Kafka has no heartbeats from " + Moments.shown(begin) + " to " + Moments.shown(end));
        }
        plays.forEach(play -> play.pass(end.toEpochMilli()));
        if (other == null) {
            published(kafka, compared);
        }
        Comparison comparison = Comparison.of(
                today == null ? "published" : String.valueOf(today.getFileName()),
                compared.between(begin.toEpochMilli(), end.toEpochMilli()),
                "candidate",
                tried.between(begin.toEpochMilli(), end.toEpochMilli()),
                lastGood::of);
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(comparison));
        } else {
            out.printf("%d heartbeats from %s to %s%n%n", heartbeats, Moments.shown(begin), Moments.shown(end));
            out.print(ComparisonText.of(comparison));
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static Playback play(Configuration configuration, long from, Stories stories) {
        DetectorConfig detector = configuration.optional("detector", DetectorConfig.class);
        return new Playback(detector, configuration.clusters().keySet(), from, stories::take);
    }

    private static void published(KafkaConfig kafka, Stories stories) {
        try (EventTail tail = EventTail.fromTheBeginning(kafka)) {
            do {
                for (SystemEvent event : tail.poll(Duration.ofMillis(300))) {
                    if (event.record() instanceof Fault fault && !fault.shadow()) {
                        stories.take(fault);
                    }
                }
            } while (!tail.atTheEnd());
        }
    }
}
