package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.control.RecoveryClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to make a standby the writer while the primary is well. */
@Command(
        name = "switchover",
        description =
                "Makes a standby the writer while the primary is well: looks at everything first, has the routers hold, lets"
                        + " open transactions come to their end, drains, and turns the route. The old primary becomes a standby."
                        + " Called off, and the writer goes on, where something does not come about in time.",
        footer = {
            "",
            "Exit status: 0 where it is done, or with --dry-run would be begun; 1 where --dry-run found something in the way;",
            "3 where it was not begun or was called off; 5 where it was not over in time."
        })
final class SwitchoverCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 200;

    private static final List<String> PLAN = List.of(
            "hold: new connections wait in the routers, and sessions between transactions",
            "rest: open transactions come to their end within recovery.switchOver.transactions; their sessions end; the old primary"
                    + " is read-only; until here it is called off where anything takes too long",
            "fence: it is read-only, no client is on it, and its final set is read",
            "drain: the target has applied all of that, and the changelog is sealed",
            "promote: the target takes writes, the route turns, and the routers let go",
            "follow: the connector reads the new primary, and the old one becomes a standby");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--to", description = "The standby to promote; the best one if not given.")
    private @Nullable String to;

    @Option(names = "--dry-run", description = "Only look whether it would be begun.")
    private boolean dryRun;

    @Option(names = "--wait", negatable = true, description = "Return when it is over; so if not given.")
    private @Nullable Boolean wait;

    @Override
    public Integer call() throws InterruptedException {
        RecoveryClient recovery = cluster.recovery();
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = recovery.switchOver(cluster.name(), to, dryRun);
        answer.path("checks").forEach(check -> out.println(line(check)));
        boolean goesOn = answer.path("goesOn").asBoolean();
        String target = answer.path("target").asText();
        if (dryRun) {
            if (goesOn) {
                out.println("would switch over to " + target + ":");
                PLAN.forEach(step -> out.println("  " + step));
            }
            out.println(goesOn ? "nothing was changed" : "would not begin; nothing was changed");
            out.flush();
            return goesOn ? ExitStatus.OK : ExitStatus.FAILED;
        }
        if (!goesOn) {
            out.println("not begun; nothing was changed");
            out.flush();
            return ExitStatus.REFUSED;
        }
        String incident = answer.path("incident").asText();
        out.println("ordered as " + incident + ": to " + target);
        out.flush();
        return wait == null || wait ? await(recovery, incident, target, out) : ExitStatus.OK;
    }

    private static String line(JsonNode check) {
        return String.format(
                java.util.Locale.ROOT,
                "%-10s %-5s %s",
                check.path("name").asText(),
                check.path("ok").asBoolean() ? "ok" : "NO",
                check.path("found").asText());
    }

    private int await(RecoveryClient recovery, String incident, String target, PrintWriter out)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        boolean seen = false;
        String from = "";
        while (System.nanoTime() < end) {
            JsonNode state = state(recovery);
            JsonNode plan = state.path("plan");
            boolean open = plan.path("incident").asText().equals(incident);
            String calledOff = state.path("calledOff").path(incident).asText();
            seen |= open;
            if (!calledOff.isEmpty()) {
                out.println(calledOff);
                out.flush();
                return ExitStatus.REFUSED;
            }
            String writer = state.path("writer").asText();
            from = from.isEmpty() ? writer : from;
            boolean reigns = writer.equals(target);
            boolean another = seen && !writer.isEmpty() && !writer.equals(from);
            if (!open && (reigns || another) && state.path("handedOver").asBoolean()) {
                out.println(writer + " writes in epoch " + state.path("epoch").asText()
                        + (reigns ? "" : ": " + target + " was lost on the way")
                        + "; understudy certificate says what was kept");
                out.flush();
                return reigns ? ExitStatus.OK : ExitStatus.FAILED;
            }
            if (seen && !open && !reigns && plan.isMissingNode() && !state.isMissingNode()) {
                out.println("called off: understudy events has the reason");
                out.flush();
                return ExitStatus.REFUSED;
            }
            String now = open ? progress(plan) : "";
            if (!now.isEmpty() && !now.equals(last)) {
                out.println(now);
                out.flush();
                last = now;
            }
            Thread.sleep(POLL_MILLIS);
        }
        out.println("not over after " + PATIENCE.toMinutes() + " min: understudy status says where it stands");
        out.flush();
        return ExitStatus.TIMED_OUT;
    }

    private static String progress(JsonNode plan) {
        String refusal = plan.path("refusal").asText();
        return "next: " + plan.path("next").asText() + (refusal.isEmpty() ? "" : ", which waits: " + refusal);
    }

    /** Recovery may be started again meanwhile. */
    private JsonNode state(RecoveryClient recovery) {
        try {
            return recovery.cluster(cluster.name());
        } catch (CommandFailure e) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }
}
