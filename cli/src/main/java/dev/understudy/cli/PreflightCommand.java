package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.understudy.cli.preflight.PreflightReport;
import dev.understudy.recovery.RecoveryConfig;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.preflight.PreflightConfig;
import dev.understudy.recovery.preflight.facts.Facts;
import dev.understudy.recovery.preflight.reading.Inspector;
import dev.understudy.recovery.preflight.rules.Judgement;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.Configuration;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what stands against a fail-over, before one is needed. */
@Command(
        name = "preflight",
        description =
                "Reads the settings, schema and rights of all servers, the topics and the connector, and names every hazard"
                        + " that applies, with its remedy. Changes nothing.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing fatal; there may be warnings and advice",
            "1:nothing fatal as far as is known, and something could not be read",
            "2:the command line or the configuration cannot be used",
            "8:a fatal hazard stands"
        })
final class PreflightCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(
            names = "--primary",
            paramLabel = "NODE",
            description = "The writer; the one that is not read-only if not given.")
    private @Nullable String primary;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        Configuration configuration = cluster.configuration();
        ClusterConfig known = configuration.cluster(cluster.name());
        if (primary != null) {
            known.node(primary);
        }
        PreflightConfig own = configuration.has("recovery")
                ? configuration.required("recovery", RecoveryConfig.class).preflight()
                : PreflightConfig.DEFAULT;
        Facts facts = new Inspector(
                        cluster.name(),
                        known,
                        configuration.kafka().client(),
                        new ConnectRest(known.connect(), Inspector.PATIENCE))
                .look(Optional.ofNullable(primary));
        PreflightReport report = new PreflightReport(facts, Judgement.of(facts, own.accepted()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                output == Output.JSON
                        ? new ObjectMapper()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(report.shown())
                        : report.table());
        out.flush();
        return switch (report.verdict()) {
            case CLEAR -> ExitStatus.OK;
            case FATAL -> ExitStatus.UNSAFE;
            case UNKNOWN -> ExitStatus.FAILED;
        };
    }
}
