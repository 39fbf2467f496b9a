package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.control.RecoveryClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to give a standby up and to copy it anew. */
@Command(
        name = "reseed",
        description =
                "Gives up all that a standby holds, its own history too, and copies the primary to it: the way back for one"
                        + " that halted, differs, or was diverted. With --table only that table. Waits until it follows"
                        + " again.")
final class ReseedCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 200;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--node", required = true, description = "The standby.")
    private String node = "";

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description =
                    "Copy only this table anew; may be given more than once. The rest of the standby stays as it is.")
    private List<String> tables = List.of();

    @Option(names = "--yes", description = "Without this nothing is done: what the standby holds is dropped.")
    private boolean yes;

    @Option(names = "--no-wait", description = "Return as soon as it is ordered.")
    private boolean noWait;

    @Override
    public Integer call() throws InterruptedException {
        RecoveryClient recovery = cluster.recovery();
        PrintWriter out = spec.commandLine().getOut();
        if (!yes) {
            throw new CommandFailure(
                    ExitStatus.REFUSED,
                    tables.isEmpty()
                            ? "this drops every database of " + node + " but the server's own; say --yes"
                            : "this empties " + String.join(", ", tables) + " of " + node + "; say --yes");
        }
        JsonNode before = recovery.cluster(cluster.name());
        out.println(recovery.reseed(cluster.name(), node, tables));
        out.flush();
        return noWait ? ExitStatus.OK : await(recovery, before, out);
    }

    private int await(RecoveryClient recovery, JsonNode before, PrintWriter out) throws InterruptedException {
        String told = "";
        while (true) {
            JsonNode state = recovery.cluster(cluster.name());
            if (!seeded(state).equals(seeded(before))) {
                out.println(node + " follows; it was copied at " + seeded(state));
                out.flush();
                return ExitStatus.OK;
            }
            String refusal = refusal(state);
            if (!refusal.isEmpty() && !refusal.equals(refusal(before))) {
                throw new CommandFailure(ExitStatus.REFUSED, refusal);
            }
            String line = state.path("standbys").path(node).path("reason").asText();
            if (!line.isBlank() && !line.equals(told)) {
                out.println(line);
                out.flush();
                told = line;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Why the node was not made a standby; one of before the order may still stand. */
    private String refusal(JsonNode state) {
        return state.path("rejoined").path(node).asText();
    }

    /** The set at which the node was copied last: another one for each copy. */
    private String seeded(JsonNode state) {
        return state.path("seeded").path(node).asText();
    }
}
