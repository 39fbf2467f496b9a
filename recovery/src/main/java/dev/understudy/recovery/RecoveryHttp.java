package dev.understudy.recovery;

import dev.understudy.events.Fault;
import dev.understudy.recovery.journal.JournalTrimmer;
import dev.understudy.recovery.owner.Trail;
import dev.understudy.recovery.plan.ClusterView;
import dev.understudy.recovery.plan.FaultView;
import dev.understudy.recovery.plan.Ledger;
import dev.understudy.recovery.plan.OpenPlan;
import dev.understudy.recovery.plan.Reign;
import dev.understudy.recovery.preflight.BackgroundPreflight;
import dev.understudy.recovery.standing.StandbyReports;
import dev.understudy.recovery.steps.Replays;
import dev.understudy.recovery.steps.Seedings;
import dev.understudy.recovery.verify.BackgroundVerify;
import dev.understudy.recovery.watch.Observations;
import dev.understudy.runtime.config.ClusterConfig;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cluster's state for everyone, and orders for whoever has the token. Everything is set before the first request. */
final class RecoveryHttp {

    private final String cluster;
    private final ClusterConfig config;
    private final OrderGate gate;
    private volatile @Nullable Parts parts;

    /** What answers, once the service owns its cluster. */
    record Parts(
            Trail log,
            Replays replays,
            Seedings seedings,
            Recovery recovery,
            BackgroundVerify verify,
            BackgroundPreflight preflight,
            Evidence evidence,
            Members members,
            Optional<JournalTrimmer> trimmer) {}

    /** What is known of faults. */
    record Evidence(Observations observations, Views views, StandbyReports reports) {}

    /** What a person orders. */
    record Order(@Nullable String to, boolean force) {}

    RecoveryHttp(String cluster, ClusterConfig config, OrderGate gate) {
        this.cluster = cluster;
        this.config = config;
        this.gate = gate;
    }

    void routes(Javalin http) {
        http.get("/clusters/{name}", this::state);
        http.post("/clusters/{name}/failover", this::failOver);
    }

    void serve(Parts answering) {
        parts = answering;
    }

    private void state(Context context) {
        Parts known = parts;
        if (!gate.isHere(context, known) || known == null) {
            return;
        }
        Ledger ledger = known.log().ledger();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("cluster", cluster);
        state.put("owner", known.log().owner());
        state.put("term", known.log().term());
        state.put("mode", config.failover().name().toLowerCase(java.util.Locale.ROOT));
        state.put("epoch", ledger.reign().map(reign -> reign.epoch().number()).orElse(0L));
        state.put("writer", ledger.reign().map(Reign::writer).orElse(""));
        state.put("handedOver", ledger.reign().map(Reign::handedOver).orElse(false));
        state.put("decision", known.recovery().decision());
        ledger.open().ifPresent(plan -> state.put("plan", plan(plan)));
        Map<String, Object> standbys = new LinkedHashMap<>();
        known.members()
                .nodes()
                .keySet()
                .forEach(node -> known.replays().of(node).ifPresent(replay -> {
                    Map<String, Object> progress = new LinkedHashMap<>();
                    progress.put("state", replay.progress().state().name());
                    progress.put("epoch", replay.progress().epoch().number());
                    progress.put("applied", replay.progress().applied().text());
                    progress.put("lagMillis", replay.progress().lagMillis());
                    progress.put("nextOffset", replay.progress().nextOffset());
                    progress.put("voidRecords", replay.progress().voidRecords());
                    progress.put("foreignRecords", replay.progress().foreignRecords());
                    progress.put("reason", replay.progress().reason());
                    progress.put(
                            "errant",
                            known.evidence().views().node(node, true).history().errant());
                    progress.put("doubt", known.evidence().reports().doubt(node));
                    known.verify()
                            .of(node)
                            .ifPresent(verified -> progress.put("verified", verified.shown(Instant.now())));
                    String objection = known.evidence().views().objection(node);
                    progress.put("promotable", objection.isEmpty());
                    progress.put("objection", objection);
                    standbys.put(node, progress);
                }));
        known.seedings().progress().forEach((node, now) -> {
            Map<String, Object> progress = new LinkedHashMap<>();
            progress.put("state", "SEEDING");
            progress.put("reason", now.line());
            progress.put("seed", now);
            standbys.put(node, progress);
        });
        state.put("standbys", standbys);
        state.put("rejoined", ledger.rejoined());
        state.put(
                "faults",
                known.evidence().observations().faults().stream()
                        .map(FaultView::fault)
                        .filter(fault -> fault.phase() == Fault.Phase.CONFIRMED)
                        .map(fault -> fault.node() + " " + fault.kind() + ": " + fault.reason())
                        .toList());
        state.put("calledOff", known.recovery().switchOvers().shown());
        state.put("seeded", known.seedings().cuts());
        state.put("preflight", known.preflight().shown());
        known.trimmer().ifPresent(trimmer -> state.put("journal", trimmer.size().shown()));
        context.json(state);
    }

    private static Map<String, Object> plan(OpenPlan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", plan.kind().name());
        shown.put("incident", plan.incident());
        shown.put("epoch", plan.epoch().number());
        shown.put("next", plan.next().map(step -> step.recorded()).orElse("end"));
        shown.put("refusal", plan.refusal());
        return shown;
    }

    private void failOver(Context context) throws IOException {
        Parts known = parts;
        if (!gate.lets(context, known) || known == null) {
            return;
        }
        Order order = context.bodyAsClass(Order.class);
        String to = order.to() == null ? "" : order.to();
        if (!to.isEmpty() && !known.members().nodes().containsKey(to)) {
            context.status(400)
                    .result("there is no node " + to + "; there are "
                            + known.members().nodes().keySet() + "\n");
            return;
        }
        String incident = "order/" + UUID.randomUUID();
        known.recovery().order(new ClusterView.Order(incident, to, order.force()));
        context.status(202).result("ordered as " + incident + "; follow it with understudy events --follow\n");
    }
}
