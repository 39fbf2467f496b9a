package dev.understudy.recovery;

import dev.understudy.engine.Engine;
import dev.understudy.recovery.changelog.Change.TableName;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.replay.Replay;
import dev.understudy.recovery.seed.TableReseed;
import dev.understudy.recovery.server.Servers;
import dev.understudy.recovery.steps.Replays;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders to copy a standby anew, or to go on where its replay halted. Everything is set before the first request. */
final class StandbysHttp {

    private final String cluster;
    private final Engine engine;
    private final OrderGate gate;
    private volatile @Nullable Parts parts;

    /** What answers, once the service owns its cluster. */
    record Parts(Trail log, Servers servers, Replays replays, Members members, StandbyOrders orders) {}

    /** @param tables each as SCHEMA.TABLE; none for all that there is */
    record Reseed(@Nullable List<String> tables) {

        List<TableName> names() {
            List<TableName> names = new ArrayList<>();
            for (String table : tables == null ? List.<String>of() : tables) {
                int dot = table.indexOf('.');
                if (dot <= 0 || dot == table.length() - 1) {
                    throw new IllegalArgumentException("a table is named SCHEMA.TABLE, not '" + table + "'");
                }
                names.add(new TableName(table.substring(0, dot), table.substring(dot + 1)));
            }
            return names;
        }
    }

    StandbysHttp(String cluster, Engine engine, OrderGate gate) {
        this.cluster = cluster;
        this.engine = engine;
        this.gate = gate;
    }

    void routes(Javalin http) {
        http.post("/clusters/{name}/nodes/{node}/reseed", this::reseed);
        http.post("/clusters/{name}/nodes/{node}/resume", this::resume);
    }

    void serve(Parts answering) {
        parts = answering;
    }

    private void reseed(Context context) throws IOException {
        Parts known = parts;
        if (!gate.lets(context, known) || known == null) {
            return;
        }
        String node = context.pathParam("node");
        List<TableName> tables;
        try {
            tables = context.body().isBlank()
                    ? List.of()
                    : context.bodyAsClass(Reseed.class).names();
        } catch (IllegalArgumentException e) {
            context.status(400).result(e.getMessage() + "\n");
            return;
        }
        Optional<Reign> reign = known.log().ledger().reign();
        if (!known.members().nodes().containsKey(node)) {
            context.status(400)
                    .result("there is no node " + node + "; there are "
                            + known.members().nodes().keySet() + "\n");
        } else if (reign.filter(now -> now.writer().equals(node)).isPresent()) {
            context.status(409).result(node + " is the writer: only a standby can be copied anew\n");
        } else if (reign.isEmpty() || known.log().ledger().open().isPresent()) {
            context.status(409).result("a plan is open: wait for its end, understudy status shows it\n");
        } else {
            List<String> objections =
                    tables.isEmpty() ? List.of() : objections(known.servers(), node, reign.get(), tables);
            if (!objections.isEmpty()) {
                context.status(409).result(node + ": " + String.join("; ", objections) + "\n");
                return;
            }
            known.orders().reseed(node, tables);
            context.status(202)
                    .result((tables.isEmpty()
                                    ? node + " is given up and copied anew"
                                    : tables + " of " + node + " are copied anew")
                            + "; follow it with understudy status\n");
        }
    }

    private List<String> objections(Servers servers, String node, Reign reign, List<TableName> tables) {
        try (Connection standby = servers.get(node).open();
                Connection writer = servers.get(reign.writer()).open()) {
            return TableReseed.objections(standby, writer, engine, cluster, tables);
        } catch (SQLException e) {
            return List.of("it cannot be looked at: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void resume(Context context) throws IOException {
        Parts known = parts;
        if (!gate.lets(context, known) || known == null) {
            return;
        }
        String node = context.pathParam("node");
        if (known.replays()
                .of(node)
                .filter(replay -> replay.progress().state() == Replay.State.HALTED)
                .isEmpty()) {
            context.status(409).result("no replay into " + node + " has halted\n");
        } else {
            known.orders().resume(node);
            context.status(202).result(node + " is followed into again\n");
        }
    }
}
