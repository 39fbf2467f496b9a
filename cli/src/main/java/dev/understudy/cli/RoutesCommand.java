package dev.understudy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cli.control.RouterClient;
import dev.understudy.cli.control.RoutesText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one router's table. */
@Command(
        name = "routes",
        description =
                "Shows where a router sends connections, what it carries and has done, and whether it hears from Kafka.")
final class RoutesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private RouterOption router = new RouterOption();

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        RouterClient client = RouterClient.of(config.read(), router.address());
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            ObjectNode all = mapper.createObjectNode();
            all.set("routes", client.routes());
            all.set("stats", client.stats());
            out.println(mapper.writeValueAsString(all));
        } else {
            out.println(RoutesText.of(client.routes(), client.stats(), client.health()));
        }
        out.flush();
        return ExitStatus.OK;
    }
}
