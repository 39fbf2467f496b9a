package dev.understudy.cli;

import dev.understudy.cli.control.RouterClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person's order to send nothing new to a member. */
@Command(
        name = "drain",
        description =
                "Lets a router choose a reader or an instance no more: what it carries stays until it ends by itself. It holds"
                        + " over the router's restarts, until --undrain. The writer's port is not touched.")
final class DrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "MEMBER", description = "The node or the instance, by its name.")
    private String member = "";

    @Option(names = "--undrain", description = "Choose it again.")
    private boolean undrain;

    @Mixin
    private RouterOption router = new RouterOption();

    @Override
    public Integer call() {
        RouterClient client = RouterClient.of(config.read(), router.address());
        PrintWriter out = spec.commandLine().getOut();
        out.println(client.drain(member, !undrain));
        out.flush();
        return ExitStatus.OK;
    }
}
