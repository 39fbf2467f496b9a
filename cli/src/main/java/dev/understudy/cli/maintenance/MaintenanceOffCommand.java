package dev.understudy.cli.maintenance;

import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.events.Maintenance;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A person has done with a node. */
@Command(
        name = "off",
        description = "Ends a maintenance before it runs out: from now on the node is judged as ever.",
        footer = {"", "Exit status: 0 where it is ended; 3 where the node is not in maintenance."})
final class MaintenanceOffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NodeOption node = new NodeOption();

    @Override
    public Integer call() {
        long now = System.currentTimeMillis();
        String scope = node.scope();
        MaintenanceLog log = node.log();
        boolean inForce = log.read().stream()
                .anyMatch(word -> word.scope().equals(scope) && word.node().equals(node.name()) && word.isInForce(now));
        if (!inForce) {
            throw new CommandFailure(
                    ExitStatus.REFUSED, node.name() + " of " + scope + " is not in maintenance; nothing is changed");
        }
        log.write(new Maintenance(scope, node.name(), now, now, System.getProperty("user.name", ""), ""));
        PrintWriter out = spec.commandLine().getOut();
        out.println("the maintenance of " + node.name() + " of " + scope + " is over");
        out.flush();
        return ExitStatus.OK;
    }
}
