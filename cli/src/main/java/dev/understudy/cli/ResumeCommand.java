package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.control.RecoveryClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to try again what a replay halted at. */
@Command(
        name = "resume",
        description =
                "Follows into a standby again that halted, at the very place: for a cause that was mended by hand. Where it"
                        + " was not, it halts again, and nothing is lost.")
final class ResumeCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 200;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final long AT_ONCE_NANOS = 5_000_000_000L;

    /** How long it must go well: what halted it comes first. */
    private static final long WELL_NANOS = 2_000_000_000L;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--node", required = true, description = "The standby.")
    private String node = "";

    @Override
    public Integer call() throws InterruptedException {
        RecoveryClient recovery = cluster.recovery();
        PrintWriter out = spec.commandLine().getOut();
        out.println(recovery.resume(cluster.name(), node));
        out.flush();
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean left = false;
        long wellSince = 0;
        while (System.nanoTime() < end) {
            JsonNode standby = recovery.cluster(cluster.name()).path("standbys").path(node);
            String state = standby.path("state").asText();
            // It may have halted again between two looks.
            left |= !state.equals("HALTED") || end - System.nanoTime() < PATIENCE_NANOS - AT_ONCE_NANOS;
            if (left && state.equals("HALTED")) {
                throw new CommandFailure(
                        ExitStatus.REFUSED,
                        node + " halted again: " + standby.path("reason").asText());
            }
            boolean well = left && (state.equals("FOLLOWING") || state.equals("MENDING"));
            wellSince = !well ? 0 : wellSince == 0 ? System.nanoTime() : wellSince;
            if (well && System.nanoTime() - wellSince >= WELL_NANOS) {
                out.println(node + " follows");
                out.flush();
                return ExitStatus.OK;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new CommandFailure(ExitStatus.FAILED, node + " does not follow after 60 s: understudy status says why");
    }
}
