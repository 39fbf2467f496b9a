package dev.understudy.cli.maintenance;

import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.Moments;
import dev.understudy.events.Maintenance;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person begins to work on a node. */
@Command(
        name = "on",
        description = {
            "Until the given time no detector says that the node is down, hung, silent, read-only, saturated, stalled or"
                    + " behind; what it has said so is withdrawn. Nothing fails over because of it. It runs out by itself.",
            "It concerns verdicts alone: traffic goes on (understudy drain), and a standby that follows stays a candidate."
        })
final class MaintenanceOnCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NodeOption node = new NodeOption();

    @Option(
            names = "--until",
            required = true,
            paramLabel = "TIME",
            description = "For how long, such as 30m or 2h, or until when, such as 2027-01-31T04:00:00Z; at most 7d.")
    private String until = "";

    @Option(names = "--reason", defaultValue = "", description = "What for; it stands in what detectors say.")
    private String reason = "";

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        Instant end = Until.parse(until, now);
        String scope = node.scope();
        MaintenanceLog log = node.log();
        String by = System.getProperty("user.name", "");
        log.write(new Maintenance(scope, node.name(), end.toEpochMilli(), now.toEpochMilli(), by, reason.strip()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(node.name() + " of " + scope + " is in maintenance until " + Moments.shown(end)
                + "; understudy maintenance off " + node.name() + " ends it sooner");
        out.flush();
        return ExitStatus.OK;
    }
}
