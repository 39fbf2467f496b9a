package dev.understudy.bench.simulation;

import dev.understudy.events.StandbyReport;
import java.util.Arrays;
import java.util.List;

/** The recovery service as the detector hears it: once a second, how each standby stands. */
final class Replayer extends Actor {

    private static final long EVERY_SECOND = 1_000;

    private final long[] sequences = new long[Cluster.NODES];
    private long applied;
    private final Agenda.Turn reports = new Agenda.Turn() {
        @Override
        void come(long now) {
            report(now);
        }
    };

    Replayer(Cluster cluster) {
        super(cluster, "recovery", Cluster.ROUTER_HOST);
    }

    @Override
    void begin(long now) {
        Arrays.fill(sequences, 0);
        cluster.agenda.plan(reports, now + cluster.dice.between(0, EVERY_SECOND));
    }

    private void report(long now) {
        if (!up()) {
            return;
        }
        if (!awake(now)) {
            cluster.agenda.plan(reports, pausedUntil());
            return;
        }
        boolean committed = cluster.server(cluster.reign.writer()).commits();
        applied += committed ? 1 : 0;
        for (int node = 0; node < Cluster.NODES; node++) {
            if (node != cluster.reign.writer()) {
                say(node, now);
            }
        }
        cluster.agenda.plan(reports, now + EVERY_SECOND);
    }

    private void say(int node, long now) {
        boolean follows = cluster.reach(host, node) == Cluster.Reach.ANSWERS;
        long sequence = ++sequences[node];
        cluster.messenger.send(
                this,
                new StandbyReport(
                        Cluster.SCOPE,
                        cluster.server(node).name,
                        cluster.hostName(host),
                        writer(),
                        sequence,
                        clock(now),
                        cluster.reign.epoch(),
                        follows ? StandbyReport.State.FOLLOWING : StandbyReport.State.STARTING,
                        follows ? "" : "no connection",
                        20,
                        "e-" + applied,
                        0,
                        List.of(),
                        "",
                        "",
                        1_000L,
                        sequence),
                now);
    }
}
