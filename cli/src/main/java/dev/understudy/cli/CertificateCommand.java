package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.cli.events.EventTail;
import dev.understudy.cli.events.SystemEvent;
import dev.understudy.events.RecoveryStep;
import dev.understudy.recovery.certificate.Signatures;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.runtime.config.Durations;
import dev.understudy.runtime.kafka.KafkaSetup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a fail-over or a switch-over kept, as its last record says. */
@Command(
        name = "certificate",
        description =
                "Prints what a fail-over or a switch-over kept, lost and does not know, with the evidence for each.",
        footer = {"", "Exit status: 0 where it was found and, with --public-key, its signature holds; 1 where not."})
final class CertificateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "INCIDENT",
            description = "As understudy events names it; the newest certificate if not given.")
    private @Nullable String incident;

    @Option(names = "--cluster", description = "Of this cluster only.")
    private @Nullable String cluster;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Checks the signature against this PEM file (openssl pkey -in KEY -pubout).")
    private @Nullable Path publicKey;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws JsonProcessingException {
        Found all = find(config.read());
        RecoveryStep found = all.certificate()
                .orElseThrow(
                        () -> new CommandFailure(
                                ExitStatus.FAILED,
                                incident == null
                                        ? "no fail-over has ended yet: there is no certificate"
                                        : "there is no certificate of " + incident
                                                + ": understudy events lists what there is, and a plan that is not over has none"));
        PrintWriter out = spec.commandLine().getOut();
        List<RecoveryStep> amendments = all.amending(found);
        out.print(
                output == Output.JSON
                        ? json(found, amendments)
                        : CertificateText.of(found, this::verified, amendments));
        out.flush();
        requireSignature("the certificate", found);
        amendments.forEach(amendment ->
                requireSignature("what is known since of " + amendment.details().get("node"), amendment));
        return ExitStatus.OK;
    }

    /** Whether a document's signature holds; empty where nobody is to look. */
    private Optional<Boolean> verified(RecoveryStep step) {
        return Optional.ofNullable(publicKey).map(key -> Signatures.verifies(step.details(), key));
    }

    private void requireSignature(String what, RecoveryStep step) {
        if (verified(step).orElse(true)) {
            return;
        }
        throw new CommandFailure(
                ExitStatus.FAILED,
                Signatures.isSigned(step.details())
                        ? "the signature of " + what + " does not hold: the document or the key is another"
                        : what + " is not signed: recovery has no certificateKeyFile");
    }

    /**
     * What the trail has.
     *
     * @param certificate the newest that is wanted
     * @param refusals old primaries that came back with a history of their own
     */
    private record Found(Optional<RecoveryStep> certificate, List<RecoveryStep> refusals) {

        /** The newest word on each node that the certificate's epoch cut off. */
        List<RecoveryStep> amending(RecoveryStep certificate) {
            Map<Object, RecoveryStep> newest = new LinkedHashMap<>();
            for (RecoveryStep refusal : refusals) {
                Object node = refusal.details().get("node");
                if (refusal.cluster().equals(certificate.cluster())
                        && node != null
                        && refusal.details().get("amends") instanceof Number epoch
                        && epoch.longValue() == certificate.epoch().number()) {
                    newest.put(node, refusal);
                }
            }
            return List.copyOf(newest.values());
        }
    }

    private Found find(Configuration configuration) {
        KafkaSetup.requireBroker(configuration.kafka(), Durations.parse("10s"));
        Optional<RecoveryStep> newest = Optional.empty();
        List<RecoveryStep> refusals = new ArrayList<>();
        try (EventTail tail = EventTail.fromTheBeginning(configuration.kafka())) {
            do {
                for (SystemEvent event : tail.poll(Duration.ofMillis(300))) {
                    if (event.record() instanceof RecoveryStep step && isWanted(step)) {
                        newest = Optional.of(step);
                    } else if (event.record() instanceof RecoveryStep step
                            && step.details().containsKey("amends")) {
                        refusals.add(step);
                    }
                }
            } while (!tail.atTheEnd());
        }
        return new Found(newest, refusals);
    }

    private boolean isWanted(RecoveryStep step) {
        return step.state() == RecoveryStep.State.ENDED
                && step.details().containsKey("promoted")
                && (incident == null || step.incident().equals(incident))
                && (cluster == null || step.cluster().equals(cluster));
    }

    private static String json(RecoveryStep step, List<RecoveryStep> amendments) throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cluster", step.cluster());
        document.put("incident", step.incident());
        document.put("epoch", step.epoch().number());
        document.put("certificate", step.details());
        document.put(
                "amendments", amendments.stream().map(RecoveryStep::details).toList());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(document)
                + "\n";
    }
}
