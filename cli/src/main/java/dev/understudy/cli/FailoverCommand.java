package dev.understudy.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to fail over. */
@Command(
        name = "failover",
        description =
                "Orders a fail-over. Refuses where nothing proves that the old primary is fenced; --force overrides"
                        + " that, and is recorded.")
final class FailoverCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--to", description = "The standby to promote; recovery chooses the best one if not given.")
    private @Nullable String to;

    @Option(
            names = "--force",
            description =
                    "Promote although nothing proves the fence: you vouch that the old primary can acknowledge no"
                            + " more writes. Given to a fail-over that waits because the journal cannot be read, it goes on without.")
    private boolean force;

    @Override
    public Integer call() {
        String answer = cluster.recovery().failOver(cluster.name(), to, force);
        PrintWriter out = spec.commandLine().getOut();
        out.println(answer);
        out.flush();
        return ExitStatus.OK;
    }
}
