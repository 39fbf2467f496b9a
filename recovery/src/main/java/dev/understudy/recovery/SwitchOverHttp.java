package dev.understudy.recovery;

import dev.understudy.events.EpochMarker;
import dev.understudy.recovery.connector.ConnectFailure;
import dev.understudy.recovery.connector.ConnectRest;
import dev.understudy.recovery.connector.ConnectorState;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.ClusterView;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.plan.SwitchOver;
import dev.understudy.recovery.plan.SwitchOver.Check;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders of a planned switch-over: looked at in full, and then taken or not. Everything is set before the first request. */
final class SwitchOverHttp {

    private final String cluster;
    private final OrderGate gate;
    private volatile @Nullable Parts parts;

    /** What answers, once the service owns its cluster. */
    record Parts(Trail log, Views views, ConnectRest connect, Recovery recovery) {}

    /** What a person orders. */
    record Order(@Nullable String to, boolean dryRun) {}

    SwitchOverHttp(String cluster, OrderGate gate) {
        this.cluster = cluster;
        this.gate = gate;
    }

    void routes(Javalin http) {
        http.post("/clusters/{name}/switchover", this::switchOver);
    }

    void serve(Parts answering) {
        parts = answering;
    }

    private void switchOver(Context context) throws IOException {
        Parts known = parts;
        if (!gate.lets(context, known) || known == null) {
            return;
        }
        Order order = context.bodyAsClass(Order.class);
        String to = order.to() == null ? "" : order.to();
        SwitchOver looked = look(known, to);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("checks", looked.checks());
        answer.put("target", looked.target().orElse(""));
        answer.put("goesOn", looked.goesOn());
        answer.put("dryRun", order.dryRun());
        if (looked.goesOn() && !order.dryRun()) {
            String incident = "switchover/" + UUID.randomUUID();
            answer.put("incident", incident);
            known.recovery()
                    .order(new ClusterView.Order(incident, looked.target().orElseThrow(), false, true));
        }
        context.status(answer.containsKey("incident") ? 202 : 200).json(answer);
    }

    private SwitchOver look(Parts known, String to) {
        SwitchOver looked = SwitchOver.of(known.views().of(Optional.empty()), to);
        Optional<Reign> reign = known.log().ledger().reign();
        return reign.isEmpty() ? looked : looked.and(connector(known.connect(), reign.get()));
    }

    private Check connector(ConnectRest connect, Reign reign) {
        String name = EpochMarker.connectorOf(cluster, reign.epoch());
        try {
            Optional<ConnectorState> state = connect.state(name);
            boolean runs = state.filter(ConnectorState::running).isPresent();
            return runs
                    ? new Check("connector", true, name + " runs")
                    : new Check(
                            "connector",
                            false,
                            name + " does not run ("
                                    + state.map(known -> known.state() + " " + known.tasks() + " " + known.trace())
                                            .orElse("Connect does not know it")
                                    + "): see to Connect first");
        } catch (ConnectFailure e) {
            return new Check("connector", false, name + " cannot be asked: " + e.getMessage());
        }
    }
}
