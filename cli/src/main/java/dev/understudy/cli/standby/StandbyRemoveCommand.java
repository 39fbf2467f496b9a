package dev.understudy.cli.standby;

import dev.understudy.cli.ClusterOption;
import dev.understudy.cli.ExitStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to let a standby go that was added while the cluster ran. */
@Command(
        name = "remove",
        description =
                "Lets a standby go that was added: nothing is replayed into it any more, and no reader is routed to it. Its"
                        + " server and its data stay as they are.")
public final class StandbyRemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--node", required = true, description = "The standby.")
    private String node = "";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(cluster.recovery().remove(cluster.name(), node));
        out.flush();
        return ExitStatus.OK;
    }
}
