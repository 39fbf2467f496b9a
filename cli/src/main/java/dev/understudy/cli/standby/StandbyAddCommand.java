package dev.understudy.cli.standby;

import dev.understudy.cli.ClusterOption;
import dev.understudy.cli.CommandFailure;
import dev.understudy.cli.ExitStatus;
import dev.understudy.cli.control.RecoveryClient;
import dev.understudy.events.Address;
import dev.understudy.runtime.config.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's order to add a standby to a running cluster. */
@Command(
        name = "add",
        description =
                "Adds an empty server to a running cluster: looks at it, copies the primary to it, follows, and lets the"
                        + " routers send readers there. Nothing is restarted.")
public final class StandbyAddCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--node", required = true, description = "The new node's name.")
    private String node = "";

    @Option(names = "--address", required = true, paramLabel = "HOST:PORT", description = "Where its server listens.")
    private String address = "";

    @Option(names = "--host", description = "The machine's name; the address's host if not given.")
    private @Nullable String host;

    @Option(names = "--agent", paramLabel = "HOST:PORT", description = "Where the agent beside it answers.")
    private @Nullable String agent;

    @Option(names = "--not-promotable", description = "It never becomes the writer.")
    private boolean notPromotable;

    @Option(
            names = "--admin-user",
            description =
                    "An account of the new server that may make Understudy's own accounts there, where they are missing.")
    private @Nullable String adminUser;

    @Option(names = "--admin-password-file", paramLabel = "FILE", description = "A file with its password.")
    private @Nullable Path adminPasswordFile;

    @Option(names = "--dry-run", description = "Only look whether it could be added.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            negatable = true,
            description = "Show how far it is, and return when it follows; so if not given, on a terminal.")
    private @Nullable Boolean wait;

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = cluster.configuration();
        RecoveryClient recovery = RecoveryClient.of(configuration);
        Address server = server();
        makeAccounts(configuration, server);
        PrintWriter out = spec.commandLine().getOut();
        out.println(recovery.add(cluster.name(), order()));
        out.flush();
        if (dryRun) {
            return ExitStatus.OK;
        }
        if (wait == null ? System.console() != null : wait) {
            new Following(recovery, cluster.name(), node).await(out);
            out.println(node + " follows, and readers are routed to it");
        } else {
            out.println("follow it with understudy status");
        }
        if (!notPromotable) {
            out.println(
                    "start an agent beside it, with a configuration that names it (understudy agent): without one it is"
                            + " never promoted");
        }
        out.println("name it in the other services' configuration too, for when they are restarted");
        out.flush();
        return ExitStatus.OK;
    }

    private Address server() {
        try {
            return Address.parse(address);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitStatus.USAGE, "--address: " + e.getMessage());
        }
    }

    private void makeAccounts(Configuration configuration, Address server) {
        if (adminUser == null) {
            return;
        }
        if (adminPasswordFile == null) {
            throw new CommandFailure(ExitStatus.USAGE, "--admin-user needs --admin-password-file");
        }
        if (!dryRun) {
            OwnAccounts.create(configuration.cluster(cluster.name()), server, adminUser, adminPasswordFile);
        }
    }

    private Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("node", node);
        order.put("address", address);
        if (host != null) {
            order.put("host", host);
        }
        if (agent != null) {
            order.put("agent", agent);
        }
        order.put("promotable", !notPromotable);
        order.put("dryRun", dryRun);
        return order;
    }
}
