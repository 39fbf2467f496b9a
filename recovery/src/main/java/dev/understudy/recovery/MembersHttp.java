package dev.understudy.recovery;

import dev.understudy.engine.Engine;
import dev.understudy.events.Address;
import dev.understudy.recovery.admission.Admission;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.steps.Seedings;
import dev.understudy.runtime.config.ClusterConfig;
import dev.understudy.runtime.config.NodeConfig;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders to add a node to the cluster, and to remove one. Everything is set before the first request. */
final class MembersHttp {

    private final String cluster;
    private final ClusterConfig config;
    private final OrderGate gate;
    private volatile @Nullable Parts parts;

    /** What answers, once the service owns its cluster. */
    record Parts(Trail log, Members members, Seedings seedings) {}

    /** A node to be added. */
    record Added(
            @Nullable String node,
            @Nullable String address,
            @Nullable String host,
            @Nullable String agent,
            @Nullable Boolean promotable,
            boolean dryRun) {

        NodeConfig config() {
            return new NodeConfig(
                    Address.parse(String.valueOf(address)),
                    host,
                    agent == null ? null : Address.parse(agent),
                    promotable);
        }
    }

    MembersHttp(String cluster, ClusterConfig config, OrderGate gate) {
        this.cluster = cluster;
        this.config = config;
        this.gate = gate;
    }

    void routes(Javalin http) {
        http.post("/clusters/{name}/nodes", this::add);
        http.delete("/clusters/{name}/nodes/{node}", this::remove);
    }

    void serve(Parts answering) {
        parts = answering;
    }

    private void add(Context context) throws IOException {
        Parts known = parts;
        if (!gate.lets(context, known) || known == null) {
            return;
        }
        Added added = context.bodyAsClass(Added.class);
        String node = String.valueOf(added.node());
        NodeConfig wanted;
        try {
            wanted = added.config();
        } catch (IllegalArgumentException e) {
            context.status(400).result(e.getMessage() + "\n");
            return;
        }
        Optional<Reign> reign = known.log().ledger().reign();
        if (reign.isEmpty()) {
            context.status(409).result(cluster + " has no writer yet that could be copied\n");
            return;
        }
        List<String> objections = new Admission(
                        Engine.named(config.engine()),
                        config.accounts(),
                        known.members().nodes())
                .objections(node, wanted, reign.get().writer());
        if (!objections.isEmpty()) {
            context.status(409).result(String.join("\n", objections) + "\n");
        } else if (added.dryRun()) {
            context.result(node + " at " + wanted.address() + " can be added; nothing was changed\n");
        } else {
            known.members().add(node, wanted);
            context.status(202).result(node + " at " + wanted.address() + " is added to " + cluster + "\n");
        }
    }

    private void remove(Context context) throws IOException {
        Parts known = parts;
        if (!gate.lets(context, known) || known == null) {
            return;
        }
        String node = context.pathParam("node");
        boolean reigns = known.log()
                .ledger()
                .reign()
                .filter(reign -> reign.writer().equals(node))
                .isPresent();
        if (!known.members().nodes().containsKey(node)) {
            context.status(400)
                    .result("there is no node " + node + "; there are "
                            + known.members().nodes().keySet() + "\n");
        } else if (!known.members().isAdded(node)) {
            context.status(409).result(node + " stands in the configuration: remove it there, and restart recovery\n");
        } else if (reigns) {
            context.status(409).result(node + " is the writer: fail over to another node first\n");
        } else if (known.seedings().progress().containsKey(node)) {
            context.status(409).result(node + " is being copied to: wait for the end, or stop its server first\n");
        } else {
            known.members().remove(node);
            context.status(202)
                    .result(node + " is removed from " + cluster + "; its server and its data stay as they are\n");
        }
    }
}
