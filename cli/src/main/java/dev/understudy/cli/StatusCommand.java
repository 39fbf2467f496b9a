package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.cli.control.RunStatus;
import dev.understudy.runtime.config.Configuration;
import dev.understudy.stage.Run;
import dev.understudy.stage.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what runs, and what recovery thinks of its clusters. */
@Command(name = "status", description = "Shows the processes of a run, and the state of the clusters.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--run", paramLabel = "DIR", description = "The folder of a run that quickstart --keep left.")
    private @Nullable Path run;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration, where there is no --run (default: understudy.yaml).")
    private @Nullable Path config;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        List<RunStatus.Line> processes = List.of();
        Path file = config == null ? Path.of("understudy.yaml") : config;
        if (run != null) {
            Run found = RunFolder.read(run);
            processes = RunStatus.of(found);
            file = RunStatus.configuration(run, file);
        }
        Configuration configuration = Configuration.read(file, System.getenv());
        ObjectNode clusters = new ObjectMapper().createObjectNode();
        for (String cluster : configuration.clusters().keySet()) {
            clusters.set(cluster, state(configuration, cluster));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(output == Output.JSON ? json(processes, clusters) : RunStatus.table(processes, clusters));
        out.flush();
        return ExitStatus.OK;
    }

    private static JsonNode state(Configuration configuration, String cluster) {
        try {
            return RecoveryClient.of(configuration).cluster(cluster);
        } catch (CommandFailure e) {
            return new ObjectMapper().createObjectNode().put("unknown", e.getMessage());
        }
    }

    private static String json(List<RunStatus.Line> processes, ObjectNode clusters) throws Exception {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode all = mapper.createObjectNode();
        all.set("processes", mapper.valueToTree(processes));
        all.set("clusters", clusters);
        return mapper.writeValueAsString(all);
    }
}
