package dev.understudy.cli.divergence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ConfigOption;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Output;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.events.Decoded;
import dev.understudy.events.DivergentRow;
import dev.understudy.events.RecordCodec;
import dev.understudy.events.RecoveryStep;
import dev.understudy.events.Topics;
import dev.understudy.recovery.log.LogReader;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.config.KafkaConfig;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what an old primary holds and the cluster does not, from the topics alone. */
@Command(
        name = "divergence",
        description =
                "Prints row by row what an old primary holds that the cluster does not, and what the cluster holds instead.",
        footer = {"", "Exit status: 0 where something was found; 1 where not."})
public final class DivergenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "NODE", description = "The old primary.")
    private String node = "";

    @Option(names = "--cluster", description = "Of this cluster only.")
    private @Nullable String cluster;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws JsonProcessingException {
        KafkaConfig kafka = config.read().kafka();
        KafkaSetup.requireBroker(kafka, Durations.parse("10s"));
        RecoveryStep refusal = refusal(kafka)
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitStatus.FAILED,
                                node
                                        + " is not known to hold anything that its cluster does not: understudy status says how it stands"));
        List<DivergentRow> rows =
                rows(kafka, refusal.cluster(), String.valueOf(refusal.details().get("reading")));
        PrintWriter out = spec.commandLine().getOut();
        out.print(output == Output.JSON ? json(refusal, rows) : DivergenceText.of(refusal, rows));
        out.flush();
        return ExitStatus.OK;
    }

    private Optional<RecoveryStep> refusal(KafkaConfig kafka) {
        Optional<RecoveryStep> newest = Optional.empty();
        try (EventTail tail = EventTail.fromTheBeginning(kafka)) {
            do {
                for (SystemEvent event : tail.poll(Duration.ofMillis(300))) {
                    if (event.record() instanceof RecoveryStep step && isWanted(step)) {
                        newest = Optional.of(step);
                    }
                }
            } while (!tail.atTheEnd());
        }
        return newest;
    }

    private boolean isWanted(RecoveryStep step) {
        return step.plan() == RecoveryStep.Plan.REJOIN
                && step.details().containsKey("reading")
                && node.equals(step.details().get("node"))
                && (cluster == null || step.cluster().equals(cluster));
    }

    private static List<DivergentRow> rows(KafkaConfig kafka, String cluster, String reading) {
        List<DivergentRow> rows = new ArrayList<>();
        try (LogReader topic = new LogReader(kafka.client(), Topics.divergent(cluster))) {
            long end = topic.end();
            topic.seek(0);
            while (topic.position() < end) {
                for (ConsumerRecord<byte[], byte[]> record : topic.poll(Duration.ofMillis(300))) {
                    if (RecordCodec.DIVERGENT.decode(record.value()) instanceof Decoded.Value<DivergentRow> row
                            && row.value().reading().equals(reading)) {
                        rows.add(row.value());
                    }
                }
            }
        }
        return rows;
    }

    private static String json(RecoveryStep refusal, List<DivergentRow> rows) throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cluster", refusal.cluster());
        document.put("at", refusal.at());
        document.putAll(refusal.details());
        document.put("changes", rows);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(document)
                + "\n";
    }
}
